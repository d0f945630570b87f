package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.jspecify.annotations.Nullable;

/** Reads MAP, and MULTISET as a map from element to count, from an object; keys in the text form of their type. */
final class MapReader implements ColumnReader {

    private final ColumnReader.Scalar keys;
    private final ElementReader values;
    private final String expected;

    MapReader(ColumnReader.Scalar keys, ElementReader values, String expected) {
        this.keys = keys;
        this.values = values;
        this.expected = expected;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() != '{') {
            throw in.wrongType(expected);
        }
        in.enter(in.position());
        long object = in.newObject();
        Map<Object, @Nullable Object> entries = new HashMap<>();
        in.moveTo(in.white(in.position() + 1));
        if (in.current() != '}') {
            do {
                entry(in, object, entries);
            } while (in.hasNext('}'));
        }
        in.moveTo(in.position() + 1);
        in.leave();
        return new GenericMapData(entries);
    }

    private void entry(JsonScanner in, long object, Map<Object, @Nullable Object> entries) {
        in.key();
        int from = in.textFrom();
        int to = in.textTo();
        try {
            Object key = keys.fromText(in, from, to);
            in.noteKey(object);
            if (entries.containsKey(key)) {
                throw new ValueFault(
                        RejectReason.DECODE_DUPLICATE_KEY, "two keys have the same value, expected " + expected);
            }
            entries.put(key, values.read(in));
        } catch (ValueFault fault) {
            throw fault.within(new String(in.text(), from, to - from, StandardCharsets.UTF_8));
        }
    }
}
