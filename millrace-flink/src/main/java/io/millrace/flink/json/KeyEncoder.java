package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Turns the key columns of results into record keys. For one thread, not serializable. */
public final class KeyEncoder {

    private final RowType key;
    private final KeyFormat format;
    private final JsonRowEncoder json;
    private final RowData.FieldGetter first;
    private final ColumnWriter.Scalar plain;
    private final JsonWriter out = new JsonWriter();

    /**
     * @param table all columns of the rows
     * @param columns the key's, as indexes into {@code table}, at least one
     * @throws io.millrace.core.error.MillraceException TABLE_OPTION or TYPE_UNSUPPORTED if the format cannot hold them
     */
    public KeyEncoder(RowType table, int[] columns, KeyFormat format) {
        this.format = format;
        key = KeyColumns.of(table, columns, format);
        json = new JsonRowEncoder(key, columns);
        first = RowData.createFieldGetter(key.getTypeAt(0), columns[0]);
        plain = format == KeyFormat.RAW ? ColumnWriters.scalar(key.getTypeAt(0)) : new TextWriter();
    }

    /**
     * Encodes one row's key.
     *
     * @return refused with SINK_NULL where a NULL has no form: in a NOT NULL column, and as plain text at all
     */
    public Encoded encode(RowData row) {
        return format == KeyFormat.JSON ? json.encode(row) : encodePlain(row);
    }

    private Encoded encodePlain(RowData row) {
        String name = key.getFieldNames().get(0);
        Object value = first.getFieldOrNull(row);
        if (value == null) {
            return new Encoded.Refused(RejectReason.SINK_NULL, "key column '%s' is NULL".formatted(name));
        }
        out.begin();
        try {
            plain.writePlain(out, value);
        } catch (ValueFault fault) {
            return new Encoded.Refused(fault.reason(), fault.within(name).message());
        }
        return new Encoded.Bytes(out.toBytes());
    }
}
