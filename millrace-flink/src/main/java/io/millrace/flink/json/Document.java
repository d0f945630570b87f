package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Printable;
import io.millrace.flink.format.ValueFault;

/**
 * The bytes of the document at hand. Scanning works on a copy with zeros behind it, so that words can be read across
 * the end and escapes be resolved in place; messages quote the original.
 */
final class Document {

    private static final int FIRST_CAPACITY = 1024;
    private static final int LARGEST_KEPT = 1 << 20;
    private static final int MAX_QUOTE_BYTES = 200;

    private byte[] original = new byte[0];
    private byte[] text = new byte[FIRST_CAPACITY];
    private int end;

    /** @throws ValueFault if there are more than {@code maxBytes} */
    void load(byte[] value, int maxBytes) {
        original = value;
        end = value.length;
        if (end > maxBytes) {
            throw new ValueFault(
                    RejectReason.LIMIT_SIZE, "the value has %d bytes, the limit is %d".formatted(end, maxBytes));
        }
        int needed = end + Swar.PADDING;
        if (text.length < needed) {
            text = new byte[Math.max(needed, needed < LARGEST_KEPT ? text.length * 2 : 0)];
        } else if (text.length > LARGEST_KEPT && needed < LARGEST_KEPT) {
            text = new byte[Math.max(needed, FIRST_CAPACITY)];
        }
        System.arraycopy(value, 0, text, 0, end);
        Swar.clearPadding(text, end);
    }

    /** The document, then at least {@link Swar#PADDING} zeros. Not to be kept. */
    byte[] text() {
        return text;
    }

    int end() {
        return end;
    }

    /**
     * Where JSON begins, behind a byte order mark if there is one.
     *
     * @throws ValueFault if the document is not even meant to be UTF-8
     */
    int start() {
        if (end >= 2 && (text[0] == 0) != (text[1] == 0)) {
            throw new ValueFault(RejectReason.DECODE_UTF8, "the value is UTF-16 or UTF-32, expected UTF-8");
        }
        boolean hasMark = end >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return hasMark ? 3 : 0;
    }

    /** The byte at {@code at} breaks the grammar, or is no UTF-8, or the document ends there. */
    ValueFault unexpected(int at, String expected) {
        if (at >= end || text[at] < 0 && Utf8.isCutOff(text, at, end)) {
            return new ValueFault(
                    RejectReason.DECODE_SYNTAX, "the document ends at byte %d, expected %s".formatted(end, expected));
        }
        int length = text[at] < 0 ? Utf8.length(text, at) : 1;
        if (length == Utf8.INVALID) {
            return new ValueFault(
                    RejectReason.DECODE_UTF8, "byte %d is 0x%02X, which is no UTF-8".formatted(at, text[at]));
        }
        return new ValueFault(
                RejectReason.DECODE_SYNTAX,
                "expected %s at byte %d, found '%s'".formatted(expected, at, quote(at, at + length)));
    }

    /** As it came, made printable and cut where it is long. */
    String quote(int from, int to) {
        return Printable.clipped(original, from, to, MAX_QUOTE_BYTES);
    }
}
