package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;

/** Reads DATE into days since 1970. */
final class DateReader implements ColumnReader.Scalar {

    private static final String EXPECTED = "DATE such as 2026-01-31";

    private final TimeText time = new TimeText();
    private final boolean hasZone;

    /** @param hasZone whether a {@code Z} without meaning stands behind */
    DateReader(boolean hasZone) {
        this.hasZone = hasZone;
    }

    @Override
    public String expected() {
        return EXPECTED;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '"') {
            throw in.wrongType(EXPECTED);
        }
        in.string();
        return fromText(in, in.textFrom(), in.textTo());
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        String problem = time.parseDate(in.text(), from, TimeText.withoutZone(in.text(), to, hasZone));
        if (!problem.isEmpty()) {
            throw in.fault(RejectReason.VALUE_TIME, EXPECTED, problem);
        }
        return (int) time.epochDay();
    }
}
