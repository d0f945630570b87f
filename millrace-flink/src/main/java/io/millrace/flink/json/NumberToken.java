package io.millrace.flink.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The parts of the number scanned last, as far as they fit into machine words. */
final class NumberToken {

    /** As many decimal digits always fit into a long. */
    static final int EXACT_DIGITS = 18;

    static final long[] POWERS_OF_TEN = new long[EXACT_DIGITS + 1];

    private static final int HUGE_EXPONENT = 99_999_999;

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private byte[] text = new byte[0];
    private int from;
    private int to;
    private boolean negative;
    private boolean whole;
    private long digits;
    private int digitCount;
    private int exponent;

    /**
     * Reads one number by JSON's grammar.
     *
     * @param text readable for {@link Swar#PADDING} bytes behind its end
     * @return the position behind it; the complement ({@code ~}) of where a digit is due but missing
     */
    int scan(byte[] text, int at) {
        this.text = text;
        from = at;
        negative = text[at] == '-';
        int first = negative ? at + 1 : at;
        int next = text[first] == '0' ? zero(first) : run(text, first, 0);
        if (next == first) {
            return ~first;
        }
        whole = true;
        exponent = 0;
        digitCount = next - first;
        if (text[next] == '.') {
            whole = false;
            int fraction = next + 1;
            next = run(text, fraction, digits);
            if (next == fraction) {
                return ~fraction;
            }
            exponent = fraction - next;
            digitCount += next - fraction;
        }
        if ((text[next] | 0x20) == 'e') {
            whole = false;
            next = exponent(next + 1);
        }
        to = next;
        return next;
    }

    private int zero(int first) {
        digits = 0;
        return first + 1;
    }

    private int run(byte[] text, int at, long value) {
        int next = at;
        long sum = value;
        int count;
        do {
            long word = Swar.word(text, next);
            count = Swar.firstMarked(Swar.nonDigits(word));
            if (count > 0) {
                sum = sum * POWERS_OF_TEN[count] + Swar.digits(word, count);
            }
            next += count;
        } while (count == Long.BYTES);
        digits = sum;
        return next;
    }

    private int exponent(int at) {
        int first = text[at] == '+' || text[at] == '-' ? at + 1 : at;
        int next = first;
        int value = 0;
        for (; text[next] >= '0' && text[next] <= '9'; next++) {
            value = Math.min(value * 10 + text[next] - '0', HUGE_EXPONENT);
        }
        if (next == first) {
            return ~first;
        }
        exponent += text[at] == '-' ? -value : value;
        return next;
    }

    int length() {
        return to - from;
    }

    boolean isNegative() {
        return negative;
    }

    /** Written without point and exponent. */
    boolean isWhole() {
        return whole;
    }

    /** Whether {@link #signedDigits} is all of the digits. */
    boolean isExact() {
        return digitCount <= EXACT_DIGITS;
    }

    /** Digits as written, leading zeros of a fraction included. */
    int digitCount() {
        return digitCount;
    }

    /** The digits without point and sign, modulo 2^64. */
    long digits() {
        return digits;
    }

    long signedDigits() {
        return negative ? -digits : digits;
    }

    /** What power of ten the digits are to be multiplied with. */
    int exponent() {
        return exponent;
    }

    /**
     * The value without trailing zeros, for what the words cannot hold.
     *
     * <p>An exponent beyond {@value #HUGE_EXPONENT} is taken as that: far outside of every column type either way.
     */
    BigDecimal value() {
        String written = asString();
        int mark = Math.max(written.indexOf('e'), written.indexOf('E'));
        BigDecimal mantissa = new BigDecimal(mark < 0 ? written : written.substring(0, mark));
        if (mantissa.signum() == 0) {
            return BigDecimal.ZERO;
        }
        int fraction = mantissa.scale();
        return mantissa.scaleByPowerOfTen(exponent + fraction).stripTrailingZeros();
    }

    String asString() {
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
