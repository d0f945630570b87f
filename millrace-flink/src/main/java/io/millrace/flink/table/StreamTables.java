package io.millrace.flink.table;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.TablePolicy;
import io.millrace.core.text.Suggestions;
import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.json.KeyEncoder;
import io.millrace.flink.json.KeyFormat;
import io.millrace.kafka.topic.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.catalog.WatermarkSpec;
import org.apache.flink.table.types.logical.RowType;

/** Reads a table's binding from its definition in the SQL and its policy in {@code millrace.yml}. */
public final class StreamTables {

    private StreamTables() {}

    /**
     * @param policy overrides what the SQL says
     * @throws MillraceException with every problem of the table's options
     */
    public static StreamBinding bind(String name, ResolvedCatalogTable table, TablePolicy policy) {
        Configuration options = Configuration.fromMap(table.getOptions());
        List<Problem> problems = new ArrayList<>();
        checkNames(name, table.getOptions(), problems);
        ValueFormat format = FormatOptions.read(name, options, problems);
        RowType type =
                (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
        Optional<List<String>> primaryKey =
                table.getResolvedSchema().getPrimaryKey().map(UniqueConstraint::getColumns);
        List<String> keyFields = primaryKey.orElseGet(() -> get(name, options, StreamOptions.KEY_FIELDS, problems));
        List<Integer> keyColumns = keyColumns(name, type, keyFields, problems);
        KeyFormat keyFormat = keyFormat(name, options, keyFields, problems);
        if (primaryKey.isPresent() && options.contains(StreamOptions.KEY_FIELDS)) {
            problems.add(problem(
                    name,
                    StreamOptions.KEY_FIELDS,
                    "'key.fields' stands beside a PRIMARY KEY",
                    "remove it: the primary key is the record key"));
        }
        checkTypes(type, format, keyColumns, keyFormat, problems);
        String topic = policy.topic()
                .or(() -> options.getOptional(StreamOptions.TOPIC))
                .orElse(name);
        checkTopics(name, topic, problems);
        StreamTable bound = new StreamTable(
                name,
                topic,
                type,
                keyColumns,
                keyFormat,
                primaryKey.isPresent(),
                format,
                get(name, options, StreamOptions.MAX_BYTES, problems),
                isKeyOrdered(name, options, keyFields, rowtime(table), problems));
        StreamBinding binding = new StreamBinding(
                bound,
                policy.partitions().isPresent()
                        ? Optional.of(policy.partitions().getAsInt())
                        : find(name, options, StreamOptions.PARTITIONS, problems),
                policy.retention().or(() -> find(name, options, StreamOptions.RETENTION, problems)),
                rowtime(table));
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
        return binding;
    }

    /** The table as a stream of JSON records, whatever its connector and that one's options are. */
    public static StreamBinding replace(String name, ResolvedCatalogTable table) {
        RowType type =
                (RowType) table.getResolvedSchema().toPhysicalRowDataType().getLogicalType();
        List<Integer> keyColumns = table.getResolvedSchema()
                .getPrimaryKey()
                .map(key -> key.getColumns().stream().map(type::getFieldIndex).toList())
                .orElse(List.of());
        StreamTable stream = new StreamTable(
                name,
                name,
                type,
                keyColumns,
                keyColumns.size() > 1 ? KeyFormat.JSON : KeyFormat.RAW,
                !keyColumns.isEmpty(),
                new JsonFormat(false),
                StreamOptions.MAX_BYTES.defaultValue(),
                false);
        return new StreamBinding(stream, Optional.empty(), Optional.empty(), rowtime(table));
    }

    private static Optional<String> rowtime(ResolvedCatalogTable table) {
        return table.getResolvedSchema().getWatermarkSpecs().stream()
                .map(WatermarkSpec::getRowtimeAttribute)
                .findFirst();
    }

    private static void checkNames(String table, Map<String, String> options, List<Problem> problems) {
        String format = options.getOrDefault(StreamOptions.FORMAT.key(), StreamOptions.FORMAT.defaultValue());
        for (String option : options.keySet()) {
            if (!StreamOptions.names().contains(option)) {
                String hint = Suggestions.nearest(option, StreamOptions.names())
                        .map(near -> "did you mean '" + near + "'? ")
                        .orElse("");
                problems.add(Problem.of(
                        ErrorCode.TABLE_OPTION,
                        "unknown option '" + option + "' of table \"" + table + "\"",
                        hint + "known options are " + StreamOptions.namesFor(format)
                                + "; with 'connector' the options are that connector's"));
            }
        }
    }

    private static List<Integer> keyColumns(String table, RowType type, List<String> fields, List<Problem> problems) {
        List<Integer> columns = new ArrayList<>();
        for (String field : fields) {
            int index = type.getFieldIndex(field);
            if (index < 0) {
                problems.add(problem(
                        table,
                        StreamOptions.KEY_FIELDS,
                        "key column \"" + field + "\" is not a physical column",
                        "use some of " + type.getFieldNames()));
            } else {
                columns.add(index);
            }
        }
        return columns;
    }

    private static KeyFormat keyFormat(
            String table, Configuration options, List<String> keyFields, List<Problem> problems) {
        String text = options.getOptional(StreamOptions.KEY_FORMAT).orElse(keyFields.size() > 1 ? "json" : "raw");
        if (text.equals("raw") && keyFields.size() <= 1) {
            return KeyFormat.RAW;
        }
        if (!text.equals("json")) {
            problems.add(problem(
                    table,
                    StreamOptions.KEY_FORMAT,
                    "'" + text + "' cannot hold a key of " + keyFields.size() + " column(s)",
                    "use 'raw' for one column or 'json' for any number"));
        }
        return KeyFormat.JSON;
    }

    private static boolean isKeyOrdered(
            String table,
            Configuration options,
            List<String> keyFields,
            Optional<String> rowtime,
            List<Problem> problems) {
        Optional<String> order = options.getOptional(StreamOptions.ORDER);
        if (order.isEmpty()) {
            return false;
        }
        if (!order.get().equals("key")) {
            problems.add(problem(
                    table,
                    StreamOptions.ORDER,
                    "value '" + order.get() + "' is not valid",
                    "give 'key', if the topic keeps each key's rows in the order of their event times"));
        }
        if (keyFields.isEmpty()) {
            problems.add(problem(
                    table,
                    StreamOptions.ORDER,
                    "the table has no key whose order the topic could keep",
                    "name the columns of the record key, such as 'key.fields' = 'customer_id'"));
        }
        if (rowtime.isEmpty()) {
            problems.add(problem(
                    table,
                    StreamOptions.ORDER,
                    "the table has no event time to be in order of",
                    "declare one, such as WATERMARK FOR t AS t - INTERVAL '5' SECOND"));
        }
        return true;
    }

    /** The table's own name is part of the names of its rejects and late streams. */
    private static void checkTopics(String table, String topic, List<Problem> problems) {
        Optional<String> wrongName = TopicName.problemOf(table);
        wrongName.ifPresent(why -> problems.add(Problem.of(
                ErrorCode.TABLE_OPTION,
                "table name \"" + table + "\" " + why,
                "name the table so that a topic can have the name, for its rejects; the topic itself can be chosen"
                        + " with 'topic'")));
        if (wrongName.isEmpty() || !topic.equals(table)) {
            TopicName.problemOf(topic)
                    .ifPresent(why -> problems.add(problem(
                            table,
                            StreamOptions.TOPIC,
                            "topic name \"" + topic + "\" " + why,
                            "use another name, such as 'shop.orders'")));
        }
    }

    /** Here and not in the running job: a type that the format cannot hold is a fault of the files. */
    private static void checkTypes(
            RowType type, ValueFormat format, List<Integer> keyColumns, KeyFormat keyFormat, List<Problem> problems) {
        try {
            format.requireSupported(type);
            if (!keyColumns.isEmpty()) {
                int[] columns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
                var unused = new KeyEncoder(type, columns, keyFormat);
            }
        } catch (MillraceException e) {
            problems.addAll(e.problems());
        }
    }

    private static <T> Optional<T> find(
            String table, Configuration options, ConfigOption<T> option, List<Problem> problems) {
        return options.contains(option) ? Optional.ofNullable(get(table, options, option, problems)) : Optional.empty();
    }

    static <T> T get(String table, Configuration options, ConfigOption<T> option, List<Problem> problems) {
        try {
            T value = options.get(option);
            if (StreamOptions.makesSense(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // of another type: told below, in the same words
        }
        problems.add(problem(
                table,
                option,
                "value '" + options.toMap().get(option.key()) + "' is not valid",
                StreamOptions.example(option)));
        return option.defaultValue();
    }

    static Problem problem(String table, ConfigOption<?> option, String message, String remedy) {
        return Problem.of(
                ErrorCode.TABLE_OPTION, "option '" + option.key() + "' of table \"" + table + "\": " + message, remedy);
    }
}
