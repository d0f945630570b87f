package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;

/** Writes what prints itself as JSON: whole numbers, DECIMAL with its scale, FLOAT and DOUBLE, BOOLEAN. */
final class NumberWriter implements ColumnWriter.Scalar {

    @Override
    public void write(JsonWriter out, Object value) {
        writePlain(out, value);
    }

    @Override
    public void writePlain(JsonWriter out, Object value) {
        boolean isFinite =
                !(value instanceof Double || value instanceof Float) || Double.isFinite(((Number) value).doubleValue());
        if (!isFinite) {
            throw new ValueFault(RejectReason.SINK_REJECTED, value + " has no form as a number");
        }
        out.put(value.toString());
    }
}
