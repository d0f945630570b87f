package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.TimestampData;

/**
 * Reads TIMESTAMP and TIMESTAMP_LTZ from text or from epoch milliseconds; a fraction finer than the column is cut.
 *
 * <p>An instant (TIMESTAMP_LTZ) needs a zone, since a guessed one would shift values in silence. A TIMESTAMP has none:
 * {@code Z} and epoch milliseconds are taken at UTC, where wall clock and instant read the same; any other offset could
 * mean either, so it is a fault.
 */
final class TimestampReader implements ColumnReader.Scalar {

    /** From 0000-01-01 until before 10000-01-01: what can be written back in the same form. */
    private static final long MIN_SECOND = -62_167_219_200L;

    private static final long MAX_SECOND = 253_402_300_799L;

    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final TimeText time = new TimeText();
    private final boolean isInstant;
    private final String expected;
    private final int step;
    private final boolean coerce;

    TimestampReader(int precision, boolean isInstant, boolean coerce) {
        this.isInstant = isInstant;
        this.coerce = coerce;
        expected = isInstant
                ? "TIMESTAMP_LTZ(%d) such as 2026-01-31T10:00:00Z".formatted(precision)
                : "TIMESTAMP(%d) such as 2026-01-31T10:00:00".formatted(precision);
        step = (int) NumberToken.POWERS_OF_TEN[NANO_DIGITS - precision];
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() == '"') {
            in.string();
            return fromText(in, in.textFrom(), in.textTo());
        }
        if (!in.isAtNumber()) {
            throw in.wrongType(expected);
        }
        return ofEpoch(in, in.number());
    }

    private TimestampData ofEpoch(JsonScanner in, NumberToken number) {
        long millis = epochMillis(in, number);
        long second = Math.floorDiv(millis, 1000L);
        return timestamp(in, second, (int) ((millis - second * 1000) * NANOS_PER_MILLI));
    }

    private long epochMillis(JsonScanner in, NumberToken number) {
        try {
            return IntegerReader.value(in, number, IntegerKind.BIGINT, expected, coerce);
        } catch (ValueFault fault) {
            throw fault.reason() == RejectReason.VALUE_RANGE ? outOfRange(in) : fault;
        }
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        String problem = time.parseDateTime(in.text(), from, to);
        if (problem.isEmpty()) {
            problem = zoneProblem();
        }
        if (!problem.isEmpty()) {
            throw in.fault(RejectReason.VALUE_TIME, expected, problem);
        }
        return timestamp(in, time.epochSecond(), time.nano());
    }

    @Override
    public Object fromPlain(JsonScanner in, int from, int to) {
        return isWhole(in.text(), from, to) ? ofEpoch(in, in.numberText(from, to, expected)) : fromText(in, from, to);
    }

    private static boolean isWhole(byte[] text, int from, int to) {
        int first = from < to && text[from] == '-' ? from + 1 : from;
        int at = first;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == to && at > first;
    }

    private String zoneProblem() {
        if (isInstant) {
            return time.hasZone() ? TimeText.FINE : "it names no zone";
        }
        return time.offsetSeconds() == 0 ? TimeText.FINE : "the column has no zone, TIMESTAMP_LTZ has";
    }

    private TimestampData timestamp(JsonScanner in, long second, int nano) {
        if (second < MIN_SECOND || second > MAX_SECOND) {
            throw outOfRange(in);
        }
        int kept = nano - nano % step;
        long millis = kept / NANOS_PER_MILLI;
        return TimestampData.fromEpochMillis(second * 1000 + millis, (int) (kept - millis * NANOS_PER_MILLI));
    }

    private ValueFault outOfRange(JsonScanner in) {
        return in.fault(RejectReason.VALUE_TIME, expected, "it is not between the years 0000 and 9999");
    }
}
