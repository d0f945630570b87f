package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/** Reads FLOAT: the nearest one to what is written. Never by way of a double, which would round twice. */
final class FloatReader implements ColumnReader.Scalar {

    private static final String EXPECTED = "FLOAT";
    private static final long MAX_EXACT = 1L << 24;
    private static final float[] POWERS_OF_TEN = {1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};

    private final boolean coerce;

    FloatReader(boolean coerce) {
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

    private static float value(JsonScanner in, NumberToken number) {
        int exponent = number.exponent();
        if (number.isExact() && number.digits() <= MAX_EXACT && Math.abs(exponent) < POWERS_OF_TEN.length) {
            float digits = number.digits();
            float value = exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
            return number.isNegative() ? -value : value;
        }
        float value = Float.parseFloat(number.asString());
        if (Float.isInfinite(value)) {
            throw in.fault(RejectReason.VALUE_RANGE, EXPECTED, "it is too large");
        }
        return value;
    }
}
