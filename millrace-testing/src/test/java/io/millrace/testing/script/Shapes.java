package io.millrace.testing.script;

import io.millrace.flink.csv.CsvFormat;
import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.json.KeyFormat;
import io.millrace.flink.raw.RawFormat;
import io.millrace.flink.table.StreamTable;
import io.millrace.testing.run.TableShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/** The tables of a pipeline as its plan would show them. */
final class Shapes {

    static final ValueFormat JSON = new JsonFormat(false);

    private Shapes() {}

    /** Read: orders, customers, lines, events, pairs, measures; written: totals, log; both: events. */
    static Map<String, TableShape> shop() {
        StreamTable orders = table(
                "orders",
                "order_id STRING NOT NULL, customer_id STRING, amount DECIMAL(10, 2), quantity INT, paid BOOLEAN, "
                        + "status VARCHAR(9), created_at TIMESTAMP_LTZ(3), local_at TIMESTAMP(3), `day` DATE, "
                        + "opens TIME(0), tags ARRAY<STRING>, address ROW<city STRING, zip INT>, "
                        + "attrs MAP<STRING, INT>, score DOUBLE, photo BYTES",
                JSON);
        StreamTable customers = keyed("customers", "id BIGINT NOT NULL, name STRING", true, JSON, "id");
        StreamTable lines = table("lines", "line STRING", new RawFormat("UTF-8", true));
        StreamTable events = table("events", "`key` STRING, `row` INT, `change` STRING, n INT", JSON);
        StreamTable pairs = keyed("pairs", "a STRING, b INT, c STRING", false, JSON, "a", "b");
        StreamTable measures = table("measures", "name STRING, v DOUBLE", csv());
        StreamTable totals =
                keyed("totals", "customer_id STRING NOT NULL, total DECIMAL(38, 2)", true, JSON, "customer_id");
        return Stream.of(
                        new TableShape(
                                orders,
                                true,
                                false,
                                true,
                                Map.of("received", "timestamp", "spot", "offset", "total", "")),
                        new TableShape(customers, true, false, false),
                        new TableShape(lines, true, false, false),
                        new TableShape(events, true, true, false),
                        new TableShape(pairs, true, false, false),
                        new TableShape(measures, true, false, false),
                        new TableShape(totals, false, true, false),
                        new TableShape(table("log", "note STRING", JSON), false, true, false))
                .collect(
                        LinkedHashMap::new,
                        (map, shape) -> map.put(shape.table().name(), shape),
                        Map::putAll);
    }

    static CsvFormat csv() {
        return new CsvFormat(',', '"', CsvFormat.NONE, "", ';', false);
    }

    /** @param columns as in CREATE TABLE */
    static StreamTable table(String name, String columns, ValueFormat format) {
        return keyed(name, columns, false, format);
    }

    static StreamTable keyed(String name, String columns, boolean isUpsert, ValueFormat format, String... key) {
        RowType type = (RowType) LogicalTypeParser.parse("ROW<" + columns + ">", Shapes.class.getClassLoader());
        return new StreamTable(
                name,
                name,
                type,
                Stream.of(key).map(type::getFieldIndex).toList(),
                KeyFormat.defaultFor(Math.max(1, key.length)),
                isUpsert,
                format,
                1 << 20,
                false);
    }
}
