package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainReader;
import io.millrace.flink.json.PlainText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Reads single values with the readers of production's formats, once it is clear that YAML takes them for what the
 * column is.
 */
final class ScalarReader {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern FRACTION = Pattern.compile("[.]([0-9]+)");
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]+");
    private static final String SUCH_AS = " such as ";

    /** Flink keeps no more of a TIME. */
    private static final int TIME_DIGITS = 3;

    private final Problems problems;
    private final String otherwise;
    private final PlainText text = new PlainText(Integer.MAX_VALUE);
    private final Map<LogicalType, PlainReader> readers = new HashMap<>();

    /** @param otherwise another way out, to stand behind a remedy; or nothing */
    ScalarReader(Problems problems, String otherwise) {
        this.problems = problems;
        this.otherwise = otherwise;
    }

    Optional<Cell> read(YamlValue.Scalar scalar, LogicalType type, String path) {
        if (type.is(LogicalTypeFamily.CHARACTER_STRING) || type.is(LogicalTypeFamily.BINARY_STRING)) {
            return scalar.kind() == YamlValue.Scalar.Kind.TEXT
                    ? readText(scalar.at(), scalar.text(), type, path)
                    : wrong(scalar, type, path, "quote it: " + written(path, "'" + scalar.text() + "'"));
        }
        if (type.is(LogicalTypeFamily.DATETIME)) {
            return time(scalar, type, path);
        }
        if (type.is(LogicalTypeRoot.BOOLEAN)) {
            return scalar.kind() == YamlValue.Scalar.Kind.BOOLEAN
                    ? readText(scalar.at(), scalar.text(), type, path)
                    : wrong(scalar, type, path, "write true or false" + (scalar.isPlain() ? "" : ", without quotes"));
        }
        if (scalar.kind() == YamlValue.Scalar.Kind.NUMBER) {
            return readText(scalar.at(), jsonNumber(scalar.text()), type, path);
        }
        boolean isQuotedNumber = JSON_NUMBER.matcher(scalar.text()).matches();
        return wrong(
                scalar,
                type,
                path,
                isQuotedNumber ? "remove the quotes: " + written(path, scalar.text()) : "write a number" + otherwise);
    }

    private Optional<Cell> time(YamlValue.Scalar scalar, LogicalType type, String path) {
        boolean isNumber = DIGITS.matcher(scalar.text()).matches();
        if (scalar.kind() != YamlValue.Scalar.Kind.TEXT || isNumber) {
            String example = example(type);
            return wrong(
                    scalar,
                    type,
                    path,
                    "quote an ISO %s: %s"
                            .formatted(
                                    type.is(LogicalTypeRoot.DATE) ? "date" : "time",
                                    written(path, "'" + example + "'")));
        }
        Matcher fraction = FRACTION.matcher(scalar.text());
        int kept = precision(type);
        if (fraction.find() && fraction.group(1).length() > kept && !isZero(fraction.group(1), kept)) {
            TestProblem.add(
                    problems,
                    scalar.at(),
                    "column '%s' is %s, which keeps %d digits of a second, and %s has more"
                            .formatted(path, PlainText.name(type), kept, scalar.shown()),
                    "leave the digits out that the column cannot hold");
            return Optional.empty();
        }
        return readText(scalar.at(), scalar.text(), type, path);
    }

    private static boolean isZero(String digits, int from) {
        return digits.substring(from).chars().allMatch(digit -> digit == '0');
    }

    private static int precision(LogicalType type) {
        if (type.is(LogicalTypeRoot.DATE)) {
            return 0;
        }
        int declared = LogicalTypeChecks.getPrecision(type);
        return type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE) ? Math.min(declared, TIME_DIGITS) : declared;
    }

    /** @param type that has a form as plain text */
    Optional<Cell> readText(SourceLocation at, String value, LogicalType type, String path) {
        try {
            text.load(value.getBytes(StandardCharsets.UTF_8));
            return Optional.of(new Cell(reader(type).read(0, text.end(), 0, text.end())));
        } catch (ValueFault fault) {
            TestProblem.add(
                    problems, at, "column '%s': %s".formatted(path, fault.message()), remedy(fault, type, path));
            return Optional.empty();
        }
    }

    private PlainReader reader(LogicalType type) {
        return readers.computeIfAbsent(type, text::reader);
    }

    private String remedy(ValueFault fault, LogicalType type, String path) {
        if (fault.reason() == RejectReason.VALUE_TIME) {
            return "write for example " + written(path, "'" + example(type) + "'");
        }
        return "write a value that %s can hold".formatted(PlainText.name(type)) + otherwise;
    }

    /** With its key, as far as it has one. */
    private static String written(String path, String value) {
        return path.endsWith("]") ? value : path.substring(path.lastIndexOf('.') + 1) + ": " + value;
    }

    /** As the readers of production have it. */
    private String example(LogicalType type) {
        String expected = reader(type).expected();
        return expected.substring(expected.indexOf(SUCH_AS) + SUCH_AS.length());
    }

    private Optional<Cell> wrong(YamlValue.Scalar scalar, LogicalType type, String path, String remedy) {
        String is =
                switch (scalar.kind()) {
                    case TEXT -> scalar.shown() + " is text";
                    case NUMBER -> scalar.text() + " is a number";
                    case BOOLEAN -> scalar.text() + " is a boolean";
                    case NULL -> "this is null";
                };
        TestProblem.add(
                problems, scalar.at(), "column '%s' is %s, and %s".formatted(path, PlainText.name(type), is), remedy);
        return Optional.empty();
    }

    /** YAML has more forms of numbers than JSON: hexadecimal, leading zeros and signs, a point at either end. */
    private static String jsonNumber(String yaml) {
        if (JSON_NUMBER.matcher(yaml).matches()) {
            return yaml;
        }
        try {
            if (yaml.startsWith("0x") || yaml.startsWith("0o")) {
                return new BigInteger(yaml.substring(2), yaml.startsWith("0x") ? 16 : 8).toString();
            }
            return new BigDecimal(yaml).toString();
        } catch (NumberFormatException noDigits) {
            return yaml;
        }
    }
}
