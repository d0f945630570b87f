package io.millrace.flink.json;

import java.util.Base64;

/** Writes BINARY, VARBINARY and BYTES in base64. */
final class BytesWriter implements ColumnWriter.Scalar {

    @Override
    public void write(JsonWriter out, Object value) {
        writeQuoted(out, value);
    }

    @Override
    public void writePlain(JsonWriter out, Object value) {
        out.put(Base64.getEncoder().encode((byte[]) value));
    }
}
