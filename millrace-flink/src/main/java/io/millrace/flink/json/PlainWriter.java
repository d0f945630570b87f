package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.types.logical.LogicalType;

/** Writes values of one type as {@link PlainReader} reads them. Keeps a buffer; for one thread. */
public final class PlainWriter {

    private final ColumnWriter.Scalar writer;
    private final JsonWriter out = new JsonWriter();

    /** @param type without parts: {@link PlainText#holds} */
    public PlainWriter(LogicalType type) {
        writer = ColumnWriters.scalar(type);
    }

    /**
     * Writes one value.
     *
     * @param value in Flink's internal form, not null
     * @return its text in UTF-8
     * @throws ValueFault SINK_REJECTED if it has no form as text, such as NaN
     */
    public byte[] write(Object value) {
        out.begin();
        writer.writePlain(out, value);
        return out.toBytes();
    }
}
