package io.millrace.flink.format;

import io.millrace.core.reject.RejectReason;
import java.util.function.Function;

/** What became of a result: bytes for its record, or why it cannot be one. */
public sealed interface Encoded {

    <T> T fold(Function<Bytes, T> onBytes, Function<Refused, T> onRefused);

    /** @param bytes the reader's to keep */
    @SuppressWarnings("ArrayRecordComponent") // handed on to a Kafka record, never compared
    record Bytes(byte[] bytes) implements Encoded {

        @Override
        public <T> T fold(Function<Bytes, T> onBytes, Function<Refused, T> onRefused) {
            return onBytes.apply(this);
        }
    }

    /** @param message names the field; one line of printable text, at most 1 KiB in UTF-8 */
    record Refused(RejectReason reason, String message) implements Encoded {

        public Refused {
            message = Printable.clipped(message, Printable.MAX_MESSAGE_BYTES);
        }

        @Override
        public <T> T fold(Function<Bytes, T> onBytes, Function<Refused, T> onRefused) {
            return onRefused.apply(this);
        }
    }
}
