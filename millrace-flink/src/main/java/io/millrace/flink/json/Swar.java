package io.millrace.flink.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time. A word holds the byte at the lower index in its lower bits; a mark is the top bit of a byte.
 * Of several marks only the lowest is exact, since a borrow or carry may touch those above: use {@link #firstMarked}.
 */
final class Swar {

    /** How far a word may reach behind the last byte of a text. */
    static final int PADDING = 16;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long BLANKS = ' ' * ONES;
    private static final long ZEROS = '0' * ONES;
    private static final long NINE_TO_TOP = 0x76 * ONES;
    private static final long PAIRS = 0x0000_00FF_0000_00FFL;

    private Swar() {}

    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /** Marks what ends a run of plain string text: a quote, a backslash, a control character, anything but ASCII. */
    static long stringStops(long word) {
        return (((word ^ QUOTES) - ONES) | ((word ^ BACKSLASHES) - ONES) | (word - BLANKS) | word) & TOPS;
    }

    /** Marks what is not a digit. */
    static long nonDigits(long word) {
        long values = word ^ ZEROS;
        return ((values + NINE_TO_TOP) | values) & TOPS;
    }

    /** @return index of the lowest mark, 8 if there is none */
    static int firstMarked(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** @param count how many of the word's lower bytes are digits, 1 to 8 */
    static long digits(long word, int count) {
        long values = (word ^ ZEROS) << (Long.SIZE - count * Byte.SIZE);
        long twos = values * 10 + (values >>> 8);
        long odd = (twos & PAIRS) * 0x000F_4240_0000_0064L;
        long even = ((twos >>> 16) & PAIRS) * 0x0000_2710_0000_0001L;
        return (odd + even) >>> 32;
    }

    /** @param count how many of the lower bytes to keep, 0 to 8 */
    static long lower(long word, int count) {
        return count == Long.BYTES ? word : word & ((1L << (count * Byte.SIZE)) - 1);
    }
}
