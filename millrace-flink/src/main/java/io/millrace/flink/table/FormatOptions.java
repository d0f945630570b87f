package io.millrace.flink.table;

import io.millrace.core.error.Problem;
import io.millrace.flink.csv.CsvFormat;
import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.JsonFormat;
import io.millrace.flink.raw.RawFormat;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads a table's {@code 'format'} and the options that belong to it. */
final class FormatOptions {

    private static final Map<String, Boolean> ENDIANNESS =
            new TreeMap<>(Map.of("big-endian", true, "little-endian", false));

    private final String table;
    private final Configuration options;
    private final List<Problem> problems;

    private FormatOptions(String table, Configuration options, List<Problem> problems) {
        this.table = table;
        this.options = options;
        this.problems = problems;
    }

    /** @return the format; JSON beside a problem if there is no such one */
    static ValueFormat read(String table, Configuration options, List<Problem> problems) {
        return new FormatOptions(table, options, problems).read();
    }

    private ValueFormat read() {
        String format = get(StreamOptions.FORMAT);
        if (!StreamOptions.FORMATS.contains(format)) {
            report(StreamOptions.FORMAT, "unknown format \"" + format + "\"", "use one of " + StreamOptions.FORMATS);
            return new JsonFormat(false);
        }
        checkBelonging(format);
        return switch (format) {
            case "csv" -> csv();
            case "raw" -> raw();
            default -> new JsonFormat(get(StreamOptions.JSON_COERCE));
        };
    }

    private void checkBelonging(String format) {
        StreamOptions.formatOptions()
                .filter(option -> !option.key().startsWith(format + "."))
                .filter(options::contains)
                .forEach(option -> report(
                        option,
                        "the table's format is '" + format + "'",
                        "remove it, or set 'format'='"
                                + option.key().substring(0, option.key().indexOf('.')) + "'"));
    }

    private ValueFormat csv() {
        boolean hasQuote = !get(StreamOptions.CSV_DISABLE_QUOTE_CHARACTER);
        if (!hasQuote && options.contains(StreamOptions.CSV_QUOTE_CHARACTER)) {
            report(
                    StreamOptions.CSV_QUOTE_CHARACTER,
                    "'csv.disable-quote-character' is set as well",
                    "remove one of the two");
        }
        CsvFormat format = new CsvFormat(
                character(StreamOptions.CSV_FIELD_DELIMITER),
                hasQuote ? character(StreamOptions.CSV_QUOTE_CHARACTER) : CsvFormat.NONE,
                options.contains(StreamOptions.CSV_ESCAPE_CHARACTER)
                        ? character(StreamOptions.CSV_ESCAPE_CHARACTER)
                        : CsvFormat.NONE,
                get(StreamOptions.CSV_NULL_LITERAL),
                character(StreamOptions.CSV_ARRAY_ELEMENT_DELIMITER),
                get(StreamOptions.CSV_ALLOW_COMMENTS));
        checkRoles(format);
        return format;
    }

    /** One ASCII character that can stand for nothing else; may be written as Java has it, such as {@code \t}. */
    private char character(ConfigOption<String> option) {
        String text = get(option);
        String plain = CsvCharacters.unescape(text);
        if (plain.length() == 1 && CsvCharacters.mayDelimit(plain.charAt(0))) {
            return plain.charAt(0);
        }
        report(
                option,
                "'" + text + "' is not one ASCII character, neither letter, digit nor line end",
                "give one, such as ';' or '\\t'");
        return option.hasDefaultValue() ? option.defaultValue().charAt(0) : CsvFormat.NONE;
    }

    private void checkRoles(CsvFormat format) {
        if (!format.isUnambiguous()) {
            report(
                    StreamOptions.CSV_FIELD_DELIMITER,
                    "delimiter, quote, escape and the '#' of comments must differ",
                    "use different characters; a quote inside quotes is written twice and needs no escape");
        }
        if (!format.isPlain(format.nullLiteral())) {
            report(
                    StreamOptions.CSV_NULL_LITERAL,
                    "'" + format.nullLiteral() + "' would not be read back as it stands",
                    "use a text without delimiter, quote, escape and line end that begins with no '#'");
        }
    }

    private ValueFormat raw() {
        String endianness = get(StreamOptions.RAW_ENDIANNESS);
        if (!ENDIANNESS.containsKey(endianness)) {
            report(
                    StreamOptions.RAW_ENDIANNESS,
                    "unknown endianness \"" + endianness + "\"",
                    "use one of " + ENDIANNESS.keySet());
        }
        return new RawFormat(charset().name(), ENDIANNESS.getOrDefault(endianness, true));
    }

    private Charset charset() {
        String name = get(StreamOptions.RAW_CHARSET);
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return charset;
            }
        } catch (IllegalArgumentException e) {
            // of no such name: told below, in the same words
        }
        report(
                StreamOptions.RAW_CHARSET,
                "unknown charset \"" + name + "\"",
                "use one such as 'UTF-8' or 'ISO-8859-1'");
        return StandardCharsets.UTF_8;
    }

    private <T> T get(ConfigOption<T> option) {
        return StreamTables.get(table, options, option, problems);
    }

    private void report(ConfigOption<?> option, String message, String remedy) {
        problems.add(StreamTables.problem(table, option, message, remedy));
    }
}
