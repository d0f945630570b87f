package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import java.util.Arrays;

/** A buffer that grows and is used again for the next document. */
final class JsonWriter {

    private static final int LONGEST_ESCAPE = 6;
    private static final int LARGEST_KEPT = 1 << 20;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private byte[] buffer = new byte[512];
    private int length;

    /** Starts the next document. */
    void begin() {
        length = 0;
        if (buffer.length > LARGEST_KEPT) {
            buffer = new byte[512];
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    void put(char ascii) {
        reserve(1);
        buffer[length++] = (byte) ascii;
    }

    void put(String ascii) {
        reserve(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
    }

    void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** @param digits how many to write, leading zeros included */
    void put(int value, int digits) {
        reserve(digits);
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /**
     * Writes text in quotes, with what JSON wants escaped.
     *
     * @throws ValueFault if {@code utf8} is no UTF-8, which a function in SQL can make of bytes
     */
    void putQuoted(byte[] utf8) {
        reserve(utf8.length * LONGEST_ESCAPE + 2);
        buffer[length++] = '"';
        boolean isAscii = true;
        for (byte value : utf8) {
            if (value >= ' ' && value != '"' && value != '\\' || value < 0) {
                buffer[length++] = value;
                isAscii &= value >= 0;
            } else {
                escape(value);
            }
        }
        buffer[length++] = '"';
        if (!isAscii) {
            checkUtf8(utf8);
        }
    }

    static void checkUtf8(byte[] utf8) {
        if (!Utf8.isValid(Arrays.copyOf(utf8, utf8.length + Swar.PADDING), utf8.length)) {
            throw new ValueFault(RejectReason.SINK_REJECTED, "the text is no UTF-8");
        }
    }

    private void escape(byte value) {
        buffer[length++] = '\\';
        switch (value) {
            case '"', '\\' -> buffer[length++] = value;
            case '\b' -> buffer[length++] = 'b';
            case '\f' -> buffer[length++] = 'f';
            case '\n' -> buffer[length++] = 'n';
            case '\r' -> buffer[length++] = 'r';
            case '\t' -> buffer[length++] = 't';
            default -> {
                put("u00");
                buffer[length++] = (byte) HEX[value >> 4];
                buffer[length++] = (byte) HEX[value & 0xF];
            }
        }
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
