package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Writes a value that may be null. */
final class ElementWriter {

    private final ColumnWriter writer;
    private final LogicalType type;

    ElementWriter(LogicalType type, ColumnWriter writer) {
        this.type = type;
        this.writer = writer;
    }

    void write(JsonWriter out, @Nullable Object value) {
        if (value != null) {
            writer.write(out, value);
            return;
        }
        if (!type.isNullable()) {
            throw new ValueFault(RejectReason.SINK_NULL, "NULL for " + JsonTypes.name(type) + " NOT NULL");
        }
        out.put("null");
    }
}
