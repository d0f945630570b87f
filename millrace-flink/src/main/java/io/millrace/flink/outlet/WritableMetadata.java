package io.millrace.flink.outlet;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** Metadata columns that a result may set, named and typed as in Flink's Kafka connector. */
final class WritableMetadata {

    private static final String HEADERS = "headers";
    private static final String TIMESTAMP = "timestamp";

    private WritableMetadata() {}

    static Map<String, DataType> all() {
        Map<String, DataType> all = new LinkedHashMap<>();
        all.put(HEADERS, DataTypes.MAP(DataTypes.STRING(), DataTypes.BYTES()));
        all.put(TIMESTAMP, DataTypes.TIMESTAMP_LTZ(3));
        return all;
    }

    /** @param offset of the first metadata column, behind the physical ones */
    static Positions positions(List<String> keys, int offset) {
        return new Positions(position(keys, HEADERS, offset), position(keys, TIMESTAMP, offset));
    }

    private static int position(List<String> keys, String key, int offset) {
        int index = keys.indexOf(key);
        return index < 0 ? Positions.ABSENT : offset + index;
    }

    /** Where a row holds each metadata column, or {@link #ABSENT}. */
    record Positions(int headers, int timestamp) implements Serializable {
        static final int ABSENT = -1;
    }
}
