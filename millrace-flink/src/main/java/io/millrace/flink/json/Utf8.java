package io.millrace.flink.json;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    /** The bytes at this place are no character. */
    static final int INVALID = 0;

    private Utf8() {}

    /**
     * How many bytes the character takes whose first byte is not ASCII.
     *
     * @param bytes readable for three bytes behind {@code at}; a zero ends the text
     * @return 2 to 4, or {@link #INVALID}
     */
    static int length(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        if (first < 0xE0) {
            return first >= 0xC2 && isContinuation(second) ? 2 : INVALID;
        }
        if (!isSecond(first, second) || !isContinuation(bytes[at + 2])) {
            return INVALID;
        }
        if (first < 0xF0) {
            return 3;
        }
        return isContinuation(bytes[at + 3]) ? 4 : INVALID;
    }

    /** Whether the text stops inside a character that was well-formed so far. */
    static boolean isCutOff(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int due = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
        if (first < 0xC2 || first > 0xF4 || at + due <= end) {
            return false;
        }
        if (at + 1 < end && due > 2 && !isSecond(first, bytes[at + 1] & 0xFF)) {
            return false;
        }
        return at + 2 >= end || isContinuation(bytes[at + 2]);
    }

    /** @param bytes readable for three bytes behind {@code end}, zeros */
    static boolean isValid(byte[] bytes, int end) {
        return firstInvalid(bytes, end) == end;
    }

    /**
     * @param bytes readable for three bytes behind {@code end}, zeros
     * @return where the first byte stands that is no character, {@code end} if there is none
     */
    static int firstInvalid(byte[] bytes, int end) {
        int at = 0;
        while (at < end) {
            int length = bytes[at] >= 0 ? 1 : length(bytes, at);
            if (length == INVALID) {
                return at;
            }
            at += length;
        }
        return end;
    }

    /** Number of characters (code points) in valid UTF-8. */
    static int count(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (!isContinuation(bytes[i])) {
                count++;
            }
        }
        return count;
    }

    /** @return the position behind the written bytes */
    static int write(int codePoint, byte[] into, int at) {
        if (codePoint < 0x80) {
            into[at] = (byte) codePoint;
            return at + 1;
        }
        if (codePoint < 0x800) {
            into[at] = (byte) (0xC0 | codePoint >> 6);
            into[at + 1] = tail(codePoint);
            return at + 2;
        }
        if (codePoint < 0x1_0000) {
            into[at] = (byte) (0xE0 | codePoint >> 12);
            into[at + 1] = tail(codePoint >> 6);
            into[at + 2] = tail(codePoint);
            return at + 3;
        }
        into[at] = (byte) (0xF0 | codePoint >> 18);
        into[at + 1] = tail(codePoint >> 12);
        into[at + 2] = tail(codePoint >> 6);
        into[at + 3] = tail(codePoint);
        return at + 4;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    /** The second byte is where overlong forms, surrogates and what is above U+10FFFF show. */
    private static boolean isSecond(int first, int second) {
        return switch (first) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> first < 0xF4 && isContinuation(second);
        };
    }

    private static boolean isContinuation(int value) {
        return (value & 0xC0) == 0x80;
    }
}
