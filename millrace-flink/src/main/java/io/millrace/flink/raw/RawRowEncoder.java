package io.millrace.flink.raw;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;

/** Turns rows of one column into values. */
final class RawRowEncoder implements ValueEncoder {

    private final String column;
    private final RowData.FieldGetter getter;
    private final RawValues values;

    RawRowEncoder(String column, LogicalType type, RawValues values) {
        this.column = column;
        this.getter = RowData.createFieldGetter(type, 0);
        this.values = values;
    }

    @Override
    public Encoded encode(RowData row) {
        Object value = getter.getFieldOrNull(row);
        if (value == null) {
            return new Encoded.Refused(
                    RejectReason.SINK_NULL, "column '%s' is NULL, which raw cannot hold".formatted(column));
        }
        try {
            return new Encoded.Bytes(values.write(value));
        } catch (ValueFault fault) {
            ValueFault named = fault.within(column);
            return new Encoded.Refused(named.reason(), named.message());
        }
    }
}
