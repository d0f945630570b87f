package io.millrace.flink.table;

import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.JsonFormat;
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
        return append(columns, new JsonFormat(false));
    }

    /** In another format than JSON. */
    public static StreamTable append(String columns, ValueFormat format) {
        return table(columns, false, List.of(), format);
    }

    /** With {@code 'key.fields'}. */
    public static StreamTable keyed(String columns, String... key) {
        return table(columns, false, Arrays.asList(key), new JsonFormat(false));
    }

    /** With a PRIMARY KEY. */
    public static StreamTable upsert(String columns, String... key) {
        return table(columns, true, Arrays.asList(key), new JsonFormat(false));
    }

    /** A table of a database. */
    public static StreamTable captured(String columns, String... key) {
        StreamTable plain = upsert(columns, key);
        return new StreamTable(
                "customers",
                TOPIC,
                plain.type(),
                plain.keyColumns(),
                KeyFormat.JSON,
                true,
                plain.format(),
                plain.maxBytes(),
                false,
                new ChangeSource(ChangeSource.MAIN, "public", "customers"));
    }

    private static StreamTable table(String columns, boolean isUpsert, List<String> key, ValueFormat format) {
        RowType type = (RowType) LogicalTypeParser.parse("ROW<" + columns + ">", TestTables.class.getClassLoader());
        return new StreamTable(
                "table",
                TOPIC,
                type,
                key.stream().map(type::getFieldIndex).toList(),
                KeyFormat.defaultFor(Math.max(1, key.size())),
                isUpsert,
                format,
                1 << 20,
                false);
    }
}
