package io.millrace.flink.table;

import java.time.Duration;
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

    public static final ConfigOption<Integer> PARTITIONS =
            ConfigOptions.key("partitions").intType().noDefaultValue();

    public static final ConfigOption<Duration> RETENTION =
            ConfigOptions.key("retention").durationType().noDefaultValue();

    public static final ConfigOption<Boolean> JSON_COERCE =
            ConfigOptions.key("json.coerce").booleanType().defaultValue(false);

    /** The greatest value that is decoded, in bytes. */
    public static final ConfigOption<Integer> MAX_BYTES =
            ConfigOptions.key("max-bytes").intType().defaultValue(1 << 20);

    private static final Map<String, ConfigOption<?>> ALL = Stream.of(
                    TOPIC, FORMAT, KEY_FIELDS, KEY_FORMAT, PARTITIONS, RETENTION, JSON_COERCE, MAX_BYTES)
            .collect(Collectors.toMap(ConfigOption::key, option -> option, (a, b) -> a, TreeMap::new));

    private StreamOptions() {}

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
        if (option.equals(JSON_COERCE)) {
            return "give 'true' or 'false'";
        }
        return "give a whole number from 1, like '6'";
    }

    /** Every option's name. */
    public static Set<String> names() {
        return ALL.keySet();
    }
}
