package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import java.time.LocalDate;
import org.apache.flink.table.data.TimestampData;

/** Writes dates and times in the forms that {@link TimeText} reads, with as many digits as the column's precision. */
final class TemporalWriter implements ColumnWriter.Scalar {

    private static final int MAX_YEAR = 9999;
    private static final int MILLIS_PER_DAY = 86_400_000;
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANO_DIGITS = 9;

    /** What the internal form of a column is. */
    enum Form {
        DATE,
        TIME,
        TIMESTAMP,
        INSTANT
    }

    private final Form form;
    private final int precision;

    TemporalWriter(Form form, int precision) {
        this.form = form;
        this.precision = precision;
    }

    @Override
    public void write(JsonWriter out, Object value) {
        writeQuoted(out, value);
    }

    @Override
    public void writePlain(JsonWriter out, Object value) {
        switch (form) {
            case DATE -> date(out, (int) value);
            case TIME -> time(out, (int) value, 0);
            case TIMESTAMP -> timestamp(out, (TimestampData) value);
            case INSTANT -> {
                timestamp(out, (TimestampData) value);
                out.put('Z');
            }
        }
    }

    private void timestamp(JsonWriter out, TimestampData value) {
        long day = Math.floorDiv(value.getMillisecond(), (long) MILLIS_PER_DAY);
        date(out, day);
        out.put('T');
        time(out, (int) (value.getMillisecond() - day * MILLIS_PER_DAY), value.getNanoOfMillisecond());
    }

    private static void date(JsonWriter out, long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (date.getYear() < 0 || date.getYear() > MAX_YEAR) {
            throw new ValueFault(RejectReason.SINK_REJECTED, date + " is not between the years 0000 and 9999");
        }
        out.put(date.getYear(), 4);
        out.put('-');
        out.put(date.getMonthValue(), 2);
        out.put('-');
        out.put(date.getDayOfMonth(), 2);
    }

    private void time(JsonWriter out, int millisOfDay, int nanoOfMilli) {
        int second = millisOfDay / 1000;
        out.put(second / 3600, 2);
        out.put(':');
        out.put(second / 60 % 60, 2);
        out.put(':');
        out.put(second % 60, 2);
        if (precision > 0) {
            int nano = millisOfDay % 1000 * NANOS_PER_MILLI + nanoOfMilli;
            out.put('.');
            out.put(nano / (int) NumberToken.POWERS_OF_TEN[NANO_DIGITS - precision], precision);
        }
    }
}
