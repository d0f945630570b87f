package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/** Reads DOUBLE: the nearest one to what is written, as {@link Double#parseDouble} has it. */
final class DoubleReader implements ColumnReader.Scalar {

    private static final String EXPECTED = "DOUBLE";
    /** Up to here digits and powers of ten are doubles exactly, so that one operation rounds once (Clinger). */
    private static final long MAX_EXACT = 1L << 53;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final boolean coerce;

    DoubleReader(boolean coerce) {
        this.coerce = coerce;
    }

    @Override
    public String expected() {
        return EXPECTED;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.isAtNumber()) {
            return value(in, in.number());
        }
        if (coerce && in.current() == '"') {
            in.string();
            return fromText(in, in.textFrom(), in.textTo());
        }
        throw in.wrongType(EXPECTED);
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        return value(in, in.numberText(from, to, EXPECTED));
    }

    private static double value(JsonScanner in, NumberToken number) {
        int exponent = number.exponent();
        if (number.isExact() && number.digits() <= MAX_EXACT && Math.abs(exponent) < POWERS_OF_TEN.length) {
            double digits = number.digits();
            double value = exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
            return number.isNegative() ? -value : value;
        }
        double value = Double.parseDouble(number.asString());
        if (Double.isInfinite(value)) {
            throw in.fault(RejectReason.VALUE_RANGE, EXPECTED, "it is too large");
        }
        return value;
    }
}
