package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import java.math.BigDecimal;

/**
 * Reads whole numbers. {@code 12.0} and {@code 1e3} are whole in value but not in writing: producers that mean integers
 * do not write them, so they need {@code coerce}, as does a number in quotes.
 */
final class IntegerReader implements ColumnReader.Scalar {

    private static final int MAX_LONG_DIGITS = 19;

    private final IntegerKind kind;
    private final String expected;
    private final boolean coerce;

    IntegerReader(IntegerKind kind, String expected, boolean coerce) {
        this.kind = kind;
        this.expected = expected;
        this.coerce = coerce;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.isAtNumber()) {
            return kind.box(value(in, in.number(), kind, expected, coerce));
        }
        if (coerce && in.current() == '"') {
            in.string();
            return fromText(in, in.textFrom(), in.textTo());
        }
        throw in.wrongType(expected);
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        return kind.box(value(in, in.numberText(from, to, expected), kind, expected, coerce));
    }

    /** The number scanned last, within the bounds of {@code kind}. */
    static long value(JsonScanner in, NumberToken number, IntegerKind kind, String expected, boolean coerce) {
        if (!number.isWhole()) {
            return wholeInValue(in, number, kind, expected, coerce);
        }
        long value = number.signedDigits();
        boolean fits = number.isExact()
                || number.digitCount() == MAX_LONG_DIGITS && (value == 0 || value < 0 == number.isNegative());
        if (!fits || value < kind.min() || value > kind.max()) {
            throw outOfRange(in, kind, expected);
        }
        return value;
    }

    private static long wholeInValue(
            JsonScanner in, NumberToken number, IntegerKind kind, String expected, boolean coerce) {
        BigDecimal value = number.value();
        if ((long) value.precision() - value.scale() > MAX_LONG_DIGITS) {
            throw outOfRange(in, kind, expected);
        }
        if (!coerce || value.scale() > 0) {
            throw in.fault(RejectReason.VALUE_TYPE, expected, "");
        }
        if (value.compareTo(BigDecimal.valueOf(kind.min())) < 0
                || value.compareTo(BigDecimal.valueOf(kind.max())) > 0) {
            throw outOfRange(in, kind, expected);
        }
        return value.longValueExact();
    }

    private static ValueFault outOfRange(JsonScanner in, IntegerKind kind, String expected) {
        String range = "it must lie between %d and %d".formatted(kind.min(), kind.max());
        return in.fault(RejectReason.VALUE_RANGE, expected, range);
    }
}
