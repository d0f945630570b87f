package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.logical.LogicalType;

/** Writes ARRAY. */
final class ArrayWriter implements ColumnWriter {

    private final ArrayData.ElementGetter getter;
    private final ElementWriter elements;

    ArrayWriter(LogicalType elementType, ElementWriter elements) {
        this.getter = ArrayData.createElementGetter(elementType);
        this.elements = elements;
    }

    @Override
    public void write(JsonWriter out, Object value) {
        ArrayData array = (ArrayData) value;
        out.put('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            try {
                elements.write(out, getter.getElementOrNull(array, i));
            } catch (ValueFault fault) {
                throw fault.within(i);
            }
        }
        out.put(']');
    }
}
