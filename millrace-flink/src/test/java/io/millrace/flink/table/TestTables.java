package io.millrace.flink.table;

import io.millrace.flink.json.KeyFormat;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** Tables bound to topic {@code "topic"}, for tests of what reads and writes them. */
public final class TestTables {

    public static final String TOPIC = "topic";

    private TestTables() {}

    /** @param columns as in CREATE TABLE */
    public static StreamTable append(String columns) {
        return table(columns, false, List.of());
    }

    /** With {@code 'key.fields'}. */
    public static StreamTable keyed(String columns, String... key) {
        return table(columns, false, Arrays.asList(key));
    }

    /** With a PRIMARY KEY. */
    public static StreamTable upsert(String columns, String... key) {
        return table(columns, true, Arrays.asList(key));
    }

    private static StreamTable table(String columns, boolean isUpsert, List<String> key) {
        RowType type = (RowType) LogicalTypeParser.parse("ROW<" + columns + ">", TestTables.class.getClassLoader());
        return new StreamTable(
                "table",
                TOPIC,
                type,
                key.stream().map(type::getFieldIndex).toList(),
                KeyFormat.defaultFor(Math.max(1, key.size())),
                isUpsert,
                false,
                1 << 20);
    }
}
