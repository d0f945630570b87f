package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.types.logical.LogicalType;

/** Writes MAP, and MULTISET as elements with their counts, as an object. */
final class MapWriter implements ColumnWriter {

    private final ArrayData.ElementGetter keyGetter;
    private final ColumnWriter.Scalar keys;
    private final ArrayData.ElementGetter valueGetter;
    private final ElementWriter values;

    MapWriter(LogicalType keyType, ColumnWriter.Scalar keys, LogicalType valueType, ElementWriter values) {
        this.keyGetter = ArrayData.createElementGetter(keyType);
        this.keys = keys;
        this.valueGetter = ArrayData.createElementGetter(valueType);
        this.values = values;
    }

    @Override
    public void write(JsonWriter out, Object value) {
        MapData map = (MapData) value;
        ArrayData keyArray = map.keyArray();
        ArrayData valueArray = map.valueArray();
        out.put('{');
        for (int i = 0; i < map.size(); i++) {
            if (i > 0) {
                out.put(',');
            }
            Object key = keyGetter.getElementOrNull(keyArray, i);
            if (key == null) {
                throw new ValueFault(RejectReason.SINK_REJECTED, "a NULL key of a MAP has no form in JSON");
            }
            try {
                keys.writeQuoted(out, key);
                out.put(':');
                values.write(out, valueGetter.getElementOrNull(valueArray, i));
            } catch (ValueFault fault) {
                throw fault.within(key.toString());
            }
        }
        out.put('}');
    }
}
