package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Reads a value that may be {@code null}: a field of an object, an element of an array, a value of a map. */
final class ElementReader {

    private final ColumnReader reader;
    private final boolean isNullable;
    private boolean mayBeMissing;
    private final boolean staysThere;

    ElementReader(LogicalType type, ColumnReader reader) {
        this.reader = reader;
        this.isNullable = type.isNullable();
        this.mayBeMissing = isNullable;
        this.staysThere = false;
    }

    private ElementReader(ColumnReader reader, boolean isNullable) {
        this.reader = reader;
        this.isNullable = isNullable;
        this.mayBeMissing = isNullable;
        this.staysThere = true;
    }

    /** Of a column of a database: it may be missing in rows from before it was there, and never again. */
    static ElementReader column(LogicalType type, ColumnReader reader) {
        return new ElementReader(reader, type.isNullable());
    }

    @Nullable
    Object read(JsonScanner in) {
        if (staysThere) {
            mayBeMissing = false;
        }
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
        if (!mayBeMissing) {
            throw new ValueFault(
                    RejectReason.FIELD_MISSING,
                    "expected " + reader.expected() + (isNullable ? "" : " NOT NULL") + ", but it is missing");
        }
    }
}
