package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Reads a value that may be {@code null}: a field of an object, an element of an array, a value of a map. */
final class ElementReader {

    private final ColumnReader reader;
    private final boolean isNullable;

    ElementReader(LogicalType type, ColumnReader reader) {
        this.reader = reader;
        this.isNullable = type.isNullable();
    }

    @Nullable
    Object read(JsonScanner in) {
        if (!in.takeNull()) {
            return reader.read(in);
        }
        if (!isNullable) {
            throw in.fault(RejectReason.VALUE_NULL, reader.expected() + " NOT NULL", "");
        }
        return null;
    }

    /** @throws ValueFault if a value is due */
    void checkMayBeMissing() {
        if (!isNullable) {
            throw new ValueFault(
                    RejectReason.FIELD_MISSING, "expected " + reader.expected() + " NOT NULL, but it is missing");
        }
    }
}
