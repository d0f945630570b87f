package io.millrace.flink.json;

import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFault;
import java.util.stream.IntStream;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Turns results into JSON documents that {@link JsonRowDecoder} reads back as the same rows. Made where it is used: it
 * keeps a buffer, is for one thread, and is not serializable.
 */
public final class JsonRowEncoder implements ValueEncoder {

    private final RowWriter rows;
    private final JsonWriter out = new JsonWriter();

    /**
     * @param table the columns to write; rows have them in this order
     * @throws io.millrace.core.error.MillraceException TYPE_UNSUPPORTED if JSON cannot hold one of the types
     */
    public JsonRowEncoder(RowType table) {
        this(table, IntStream.range(0, table.getFieldCount()).toArray());
    }

    /** @param positions per column of {@code table} where the rows have it */
    JsonRowEncoder(RowType table, int[] positions) {
        JsonTypes.requireSupported(table);
        rows = ColumnWriters.row(table, positions);
    }

    @Override
    public Encoded encode(RowData row) {
        out.begin();
        try {
            rows.write(out, row);
        } catch (ValueFault fault) {
            return new Encoded.Refused(fault.reason(), fault.message());
        }
        return new Encoded.Bytes(out.toBytes());
    }
}
