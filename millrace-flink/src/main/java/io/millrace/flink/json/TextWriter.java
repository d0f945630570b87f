package io.millrace.flink.json;

import org.apache.flink.table.data.StringData;

/** Writes CHAR, VARCHAR and STRING. */
final class TextWriter implements ColumnWriter.Scalar {

    @Override
    public void write(JsonWriter out, Object value) {
        out.putQuoted(((StringData) value).toBytes());
    }

    @Override
    public void writeQuoted(JsonWriter out, Object value) {
        write(out, value);
    }

    @Override
    public void writePlain(JsonWriter out, Object value) {
        byte[] utf8 = ((StringData) value).toBytes();
        JsonWriter.checkUtf8(utf8);
        out.put(utf8);
    }
}
