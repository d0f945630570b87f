package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/** Reads TIME into milliseconds of the day, which is all that Flink keeps whatever the precision; finer is cut. */
final class TimeReader implements ColumnReader.Scalar {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MILLI_DIGITS = 3;

    private final TimeText time = new TimeText();
    private final String expected;
    private final int step;
    private final boolean hasZone;

    /** @param hasZone whether a {@code Z} without meaning stands behind */
    TimeReader(int precision, boolean hasZone) {
        this.hasZone = hasZone;
        expected = "TIME(%d) such as 10:00:00".formatted(precision);
        step = (int) NumberToken.POWERS_OF_TEN[MILLI_DIGITS - Math.min(precision, MILLI_DIGITS)];
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '"') {
            throw in.wrongType(expected);
        }
        in.string();
        return fromText(in, in.textFrom(), in.textTo());
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        String problem = time.parseTime(in.text(), from, TimeText.withoutZone(in.text(), to, hasZone));
        if (!problem.isEmpty()) {
            throw in.fault(RejectReason.VALUE_TIME, expected, problem);
        }
        int millis = time.nano() / NANOS_PER_MILLI;
        return time.secondOfDay() * 1000 + millis - millis % step;
    }
}
