package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import java.math.BigDecimal;
import org.apache.flink.table.data.DecimalData;

/** Reads DECIMAL without rounding: zeros behind the scale are taken, other digits there are a fault. */
final class DecimalReader implements ColumnReader.Scalar {

    private final int precision;
    private final int scale;
    private final String expected;
    private final boolean coerce;

    DecimalReader(int precision, int scale, boolean coerce) {
        this.precision = precision;
        this.scale = scale;
        this.expected = "DECIMAL(%d, %d)".formatted(precision, scale);
        this.coerce = coerce;
    }

    @Override
    public String expected() {
        return expected;
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
        throw in.wrongType(expected);
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        return value(in, in.numberText(from, to, expected));
    }

    private DecimalData value(JsonScanner in, NumberToken number) {
        int shift = scale + number.exponent();
        if (DecimalData.isCompact(precision)
                && shift >= 0
                && number.digitCount() + shift <= NumberToken.EXACT_DIGITS) {
            long unscaled = number.signedDigits() * NumberToken.POWERS_OF_TEN[shift];
            if (Math.abs(unscaled) < NumberToken.POWERS_OF_TEN[precision]) {
                return DecimalData.fromUnscaledLong(unscaled, precision, scale);
            }
        }
        return exact(in, number.value());
    }

    private DecimalData exact(JsonScanner in, BigDecimal value) {
        if ((long) value.precision() - value.scale() > precision - scale && value.signum() != 0) {
            throw in.fault(
                    RejectReason.VALUE_RANGE,
                    expected,
                    "at most %d digits before the point".formatted(precision - scale));
        }
        if (value.scale() > scale) {
            throw in.fault(RejectReason.VALUE_SCALE, expected, "at most %d digits behind the point".formatted(scale));
        }
        return DecimalData.fromBigDecimal(value.setScale(scale), precision, scale);
    }
}
