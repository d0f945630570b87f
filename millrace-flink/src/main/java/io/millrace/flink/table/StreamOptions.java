package io.millrace.flink.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * An option and its line on the page of table options, which is made from these.
     *
     * @param standard its default, in Markdown
     * @param meaning in Markdown
     */
    record Documented(ConfigOption<?> option, String standard, String meaning) {}

    /** Every option, in the order of the page. */
    static final List<Documented> ALL = List.of(
            new Documented(TOPIC, "the table's name", "the topic it is bound to"),
            new Documented(FORMAT, "`json`", "of the value: `json`, `csv` or `raw`, see [encodings.md](encodings.md)"),
            new Documented(
                    KEY_FIELDS,
                    "none",
                    "columns that make up the record key, separated by `;`. Not beside a PRIMARY KEY, "
                            + "which is the record key itself"),
            new Documented(
                    KEY_FORMAT,
                    "`raw` for one column, `json` for several",
                    "of the key: `raw` is plain text, `json` an object"),
            new Documented(
                    PARTITIONS,
                    "6",
                    "of a topic that Millrace creates. One that exists and is written must have at least "
                            + "as many; partitions are never added, since a key's new records would part from its "
                            + "old ones"),
            new Documented(
                    RETENTION,
                    "7 d",
                    "how long records are kept, such as `'7 d'` or `'12 h'`. An upsert stream is "
                            + "compacted and keeps the last record of each key for ever"),
            new Documented(
                    JSON_COERCE, "`false`", "whether conversions that lose nothing are made, such as `\"12\"` to INT"),
            new Documented(
                    CSV_FIELD_DELIMITER,
                    "`,`",
                    "between fields: one ASCII character, neither letter nor digit; `\\t` is a tab, "
                            + "`\\u0001` any other"),
            new Documented(
                    CSV_QUOTE_CHARACTER, "`\"`", "around fields that hold what divides others, likewise one character"),
            new Documented(CSV_DISABLE_QUOTE_CHARACTER, "`false`", "whether there are no quotes at all"),
            new Documented(
                    CSV_ESCAPE_CHARACTER,
                    "none",
                    "before a character that is to have no meaning; `n`, `r`, `t` and `0` behind it are "
                            + "line feed, carriage return, tab and zero"),
            new Documented(CSV_NULL_LITERAL, "an empty field", "what stands for NULL"),
            new Documented(
                    CSV_ARRAY_ELEMENT_DELIMITER, "`;`", "between the elements of an ARRAY and the fields of a ROW"),
            new Documented(CSV_ALLOW_COMMENTS, "`false`", "whether lines that begin with `#` are read over"),
            new Documented(RAW_CHARSET, "`UTF-8`", "of text"),
            new Documented(RAW_ENDIANNESS, "`big-endian`", "or `little-endian`: the order of the bytes of a number"),
            new Documented(MAX_BYTES, "1048576", "a greater value is not decoded but rejected, `LIMIT_SIZE`"));

    private static final Set<String> NAMES =
            ALL.stream().map(documented -> documented.option().key()).collect(Collectors.toCollection(TreeSet::new));

    /** Known values of {@link #FORMAT}. */
    static final List<String> FORMATS = List.of("csv", "json", "raw");

    private StreamOptions() {}

    /** Those that belong to one format, which is named before the first point. */
    static Stream<ConfigOption<?>> formatOptions() {
        return ALL.stream()
                .<ConfigOption<?>>map(Documented::option)
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
        return NAMES;
    }
}
