package io.millrace.flink.format;

import io.millrace.core.reject.RejectReason;

/**
 * Why a record could not be decoded. Mutable so that a flood of bad records allocates no holders: valid after a
 * decoder returned false, until the next call with it.
 */
public final class DecodeFailure {

    private RejectReason reason = RejectReason.DECODE_SYNTAX;
    private String message = "";

    public RejectReason reason() {
        return reason;
    }

    /** What was expected and where; one line of printable text, at most 1 KiB in UTF-8. */
    public String message() {
        return message;
    }

    /** @param message any text; made printable and clipped here, so that no caller can forget to */
    public void report(RejectReason reason, String message) {
        this.reason = reason;
        this.message = Printable.clipped(message, Printable.MAX_MESSAGE_BYTES);
    }
}
