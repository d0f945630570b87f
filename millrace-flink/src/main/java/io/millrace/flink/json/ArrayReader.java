package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import java.util.Arrays;
import org.apache.flink.table.data.GenericArrayData;
import org.jspecify.annotations.Nullable;

/** Reads ARRAY. */
final class ArrayReader implements ColumnReader {

    private static final int FIRST_CAPACITY = 8;

    private final ElementReader elements;
    private final String expected;

    ArrayReader(ElementReader elements, String expected) {
        this.elements = elements;
        this.expected = expected;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '[') {
            throw in.wrongType(expected);
        }
        in.enter(in.position());
        @Nullable Object[] values = new Object[FIRST_CAPACITY];
        int count = 0;
        in.moveTo(in.white(in.position() + 1));
        if (in.current() != ']') {
            do {
                if (count == values.length) {
                    values = Arrays.copyOf(values, count * 2);
                }
                values[count] = element(in, count);
                count++;
            } while (in.hasNext(']'));
        }
        in.moveTo(in.position() + 1);
        in.leave();
        return new GenericArrayData(Arrays.copyOf(values, count));
    }

    private @Nullable Object element(JsonScanner in, int index) {
        try {
            return elements.read(in);
        } catch (ValueFault fault) {
            throw fault.within(index);
        }
    }
}
