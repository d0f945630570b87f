package io.millrace.flink.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of a table without a connector. Names are Flink's where Flink has one. */
public final class StreamOptions {

    public static final ConfigOption<String> TOPIC =
            ConfigOptions.key("topic").stringType().noDefaultValue();

    public static final ConfigOption<String> FORMAT =
            ConfigOptions.key("format").stringType().defaultValue("json");

    public static final ConfigOption<List<String>> KEY_FIELDS =
            ConfigOptions.key("key.fields").stringType().asList().defaultValues();

    /** {@code raw}: one column as plain text; {@code json}: an object. Default: raw for one column, json for several. */
    public static final ConfigOption<String> KEY_FORMAT =
            ConfigOptions.key("key.format").stringType().noDefaultValue();

    /** {@code key}: the topic keeps each key's records in the order of their event times. */
    public static final ConfigOption<String> ORDER =
            ConfigOptions.key("order").stringType().noDefaultValue();

    public static final ConfigOption<Integer> PARTITIONS =
            ConfigOptions.key("partitions").intType().noDefaultValue();

    public static final ConfigOption<Duration> RETENTION =
            ConfigOptions.key("retention").durationType().noDefaultValue();

    public static final ConfigOption<Boolean> JSON_COERCE =
            ConfigOptions.key("json.coerce").booleanType().defaultValue(false);

    /** The greatest value that is decoded, in bytes. */
    public static final ConfigOption<Integer> MAX_BYTES =
            ConfigOptions.key("max-bytes").intType().defaultValue(1 << 20);

    static final ConfigOption<String> CSV_FIELD_DELIMITER =
            ConfigOptions.key("csv.field-delimiter").stringType().defaultValue(",");

    static final ConfigOption<String> CSV_QUOTE_CHARACTER =
            ConfigOptions.key("csv.quote-character").stringType().defaultValue("\"");

    static final ConfigOption<Boolean> CSV_DISABLE_QUOTE_CHARACTER =
            ConfigOptions.key("csv.disable-quote-character").booleanType().defaultValue(false);

    static final ConfigOption<String> CSV_ESCAPE_CHARACTER =
            ConfigOptions.key("csv.escape-character").stringType().noDefaultValue();

    static final ConfigOption<String> CSV_NULL_LITERAL =
            ConfigOptions.key("csv.null-literal").stringType().defaultValue("");

    static final ConfigOption<String> CSV_ARRAY_ELEMENT_DELIMITER =
            ConfigOptions.key("csv.array-element-delimiter").stringType().defaultValue(";");

    static final ConfigOption<Boolean> CSV_ALLOW_COMMENTS =
            ConfigOptions.key("csv.allow-comments").booleanType().defaultValue(false);

    static final ConfigOption<String> RAW_CHARSET =
            ConfigOptions.key("raw.charset").stringType().defaultValue("UTF-8");

    static final ConfigOption<String> RAW_ENDIANNESS =
            ConfigOptions.key("raw.endianness").stringType().defaultValue("big-endian");

    private static final Map<String, ConfigOption<?>> ALL = Stream.of(
                    TOPIC,
                    FORMAT,
                    KEY_FIELDS,
                    KEY_FORMAT,
                    ORDER,
                    PARTITIONS,
                    RETENTION,
                    JSON_COERCE,
                    MAX_BYTES,
                    CSV_FIELD_DELIMITER,
                    CSV_QUOTE_CHARACTER,
                    CSV_DISABLE_QUOTE_CHARACTER,
                    CSV_ESCAPE_CHARACTER,
                    CSV_NULL_LITERAL,
                    CSV_ARRAY_ELEMENT_DELIMITER,
                    CSV_ALLOW_COMMENTS,
                    RAW_CHARSET,
                    RAW_ENDIANNESS)
            .collect(Collectors.toMap(ConfigOption::key, option -> option, (a, b) -> a, TreeMap::new));

    /** Known values of {@link #FORMAT}. */
    static final List<String> FORMATS = List.of("csv", "json", "raw");

    private StreamOptions() {}

    /** Those that belong to one format, which is named before the first point. */
    static Stream<ConfigOption<?>> formatOptions() {
        return ALL.values().stream()
                .filter(option -> FORMATS.contains(
                        option.key().substring(0, Math.max(0, option.key().indexOf('.')))));
    }

    /** Whether a value of the right type also makes sense. */
    static boolean makesSense(Object value) {
        if (value instanceof Integer number) {
            return number > 0;
        }
        return !(value instanceof Duration duration) || duration.toMillis() > 0;
    }

    /** What to write instead of a wrong value. */
    static String example(ConfigOption<?> option) {
        if (option.equals(RETENTION)) {
            return "give a duration like '7 d'";
        }
        if (option.defaultValue() instanceof Boolean) {
            return "give 'true' or 'false'";
        }
        return "give a whole number from 1, like '6'";
    }

    /** The names of the options that a table of one format can have. */
    static List<String> namesFor(String format) {
        List<String> names = new ArrayList<>(names());
        names.removeAll(formatOptions()
                .map(ConfigOption::key)
                .filter(key -> !key.startsWith(format + "."))
                .toList());
        return names;
    }

    /** Every option's name. */
    public static Set<String> names() {
        return ALL.keySet();
    }
}
