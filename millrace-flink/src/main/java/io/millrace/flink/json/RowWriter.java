package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Writes a row as an object, its fields in the order of their declaration. */
final class RowWriter implements ColumnWriter {

    private final List<FieldWriter> fields = new ArrayList<>();

    private record FieldWriter(String name, byte[] key, RowData.FieldGetter getter, ElementWriter writer) {}

    /** @param positions per field of {@code type} where the rows have it */
    RowWriter(RowType type, int[] positions, List<ElementWriter> writers) {
        for (int i = 0; i < positions.length; i++) {
            String name = type.getFieldNames().get(i);
            JsonWriter key = new JsonWriter();
            key.put(i == 0 ? '{' : ',');
            key.putQuoted(name.getBytes(StandardCharsets.UTF_8));
            key.put(':');
            RowData.FieldGetter getter = RowData.createFieldGetter(type.getTypeAt(i), positions[i]);
            fields.add(new FieldWriter(name, key.toBytes(), getter, writers.get(i)));
        }
    }

    @Override
    public void write(JsonWriter out, Object value) {
        RowData row = (RowData) value;
        if (fields.isEmpty()) {
            out.put('{');
        }
        for (FieldWriter field : fields) {
            out.put(field.key());
            try {
                field.writer().write(out, field.getter().getFieldOrNull(row));
            } catch (ValueFault fault) {
                throw fault.within(field.name());
            }
        }
        out.put('}');
    }
}
