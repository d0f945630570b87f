package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.json.PlainText;
import io.millrace.testing.compare.Matcher;
import io.millrace.testing.compare.Matchers;
import io.millrace.testing.compare.PlainValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;

/** Reads what a cell must hold. A text in quotes is itself; without them some have a meaning. */
final class CellMatchers {

    static final String ANY = "any";

    private static final LogicalType COUNT = new IntType();

    /** Without an exponent, which would hide how many digits are meant. */
    private static final Pattern ROUNDED = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private final ValueReader reader;
    private final Problems problems;

    CellMatchers(ValueReader reader, Problems problems) {
        this.reader = reader;
        this.problems = problems;
    }

    /** @param path the column's name, followed by the fields and positions inside it */
    Optional<Matcher> matcher(YamlValue value, LogicalType type, String path) {
        if (value.isNull()) {
            return Optional.of(Matchers.ofNull());
        }
        if (value instanceof YamlValue.Scalar scalar) {
            return isMatcher(scalar) ? special(scalar, type, path) : literal(scalar, type, path);
        }
        return switch (type.getTypeRoot()) {
            case ARRAY -> elements(value, (ArrayType) type, path);
            case MAP -> entries(value, type, ((MapType) type).getKeyType(), ((MapType) type).getValueType(), path);
            case MULTISET -> entries(value, type, ((MultisetType) type).getElementType(), COUNT, path);
            case ROW -> fields(value, (RowType) type, path);
            default -> reader.wrongShape(value, type, "a single value, or any", path);
        };
    }

    /** Whether it stands for more than itself. */
    static boolean isMatcher(YamlValue.Scalar scalar) {
        String text = scalar.text();
        return scalar.isPlain() && (scalar.isNull() || text.equals(ANY) || text.startsWith("~") || isPattern(text));
    }

    private static boolean isPattern(String text) {
        return text.length() > 2 && text.startsWith("/") && text.endsWith("/");
    }

    private Optional<Matcher> special(YamlValue.Scalar scalar, LogicalType type, String path) {
        String text = scalar.text();
        if (text.equals(ANY)) {
            return Optional.of(Matchers.any());
        }
        return isPattern(text) ? pattern(scalar, type, path) : rounded(scalar, type, path);
    }

    private Optional<Matcher> pattern(YamlValue.Scalar scalar, LogicalType type, String path) {
        if (!type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            return notFor(scalar, type, path, "a pattern is for text");
        }
        try {
            String pattern = scalar.text().substring(1, scalar.text().length() - 1);
            return Optional.of(Matchers.text(Pattern.compile(pattern, Pattern.DOTALL)));
        } catch (PatternSyntaxException wrong) {
            TestProblem.add(
                    problems,
                    scalar.at(),
                    "%s is no regular expression: %s".formatted(scalar.shown(), wrong.getDescription()),
                    "correct it, or quote it if it is the text itself: %s: '%s'".formatted(path, scalar.text()));
            return Optional.empty();
        }
    }

    private Optional<Matcher> rounded(YamlValue.Scalar scalar, LogicalType type, String path) {
        if (!type.is(LogicalTypeFamily.NUMERIC)) {
            return notFor(scalar, type, path, "~ is for numbers");
        }
        String number = scalar.text().substring(1);
        if (ROUNDED.matcher(number).matches()) {
            return Optional.of(Matchers.rounded(new BigDecimal(number)));
        }
        TestProblem.add(
                problems,
                scalar.at(),
                "behind ~ there must be a number (was: %s)".formatted(scalar.shown()),
                "write as many digits as must be right, such as %s: ~0.50".formatted(path));
        return Optional.empty();
    }

    private Optional<Matcher> notFor(YamlValue.Scalar scalar, LogicalType type, String path, String rule) {
        TestProblem.add(
                problems,
                scalar.at(),
                "column '%s' is %s, and %s (was: %s)".formatted(path, PlainText.name(type), rule, scalar.shown()),
                type.is(LogicalTypeFamily.CHARACTER_STRING)
                        ? "quote it if it is the text itself: %s: '%s'".formatted(path, scalar.text())
                        : "write a value of the column, or any");
        return Optional.empty();
    }

    private Optional<Matcher> literal(YamlValue.Scalar scalar, LogicalType type, String path) {
        return reader.read(scalar, type, path)
                .flatMap(cell -> Optional.ofNullable(PlainValues.of(cell.value(), type)))
                .map(Matchers::literal);
    }

    private Optional<Matcher> elements(YamlValue value, ArrayType type, String path) {
        if (!(value instanceof YamlValue.Sequence list)) {
            return reader.wrongShape(value, type, "a list, such as [a, b]", path);
        }
        List<Matcher> elements = new ArrayList<>();
        for (YamlValue item : list.items()) {
            matcher(item, type.getElementType(), path + "[" + elements.size() + "]")
                    .ifPresent(elements::add);
        }
        return complete(elements.size() == list.items().size(), Matchers.elements(elements));
    }

    private Optional<Matcher> entries(
            YamlValue value, LogicalType type, LogicalType keyType, LogicalType valueType, String path) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            return reader.wrongShape(value, type, "keys and values, such as {a: 1}", path);
        }
        Map<Object, Matcher> entries = new LinkedHashMap<>();
        mapping.entries().forEach((text, entry) -> {
            String within = path + "." + text;
            Optional<Object> key = reader.readKey(entry.at(), text, keyType, within)
                    .flatMap(cell -> Optional.ofNullable(PlainValues.of(cell.value(), keyType)));
            Optional<Matcher> held = matcher(entry.value(), valueType, within);
            key.ifPresent(of -> held.ifPresent(matcher -> entries.put(of, matcher)));
        });
        return complete(entries.size() == mapping.entries().size(), Matchers.entries(entries));
    }

    private Optional<Matcher> fields(YamlValue value, RowType type, String path) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            return reader.wrongShape(value, type, "keys and values", path);
        }
        boolean isKnown = reader.refuseOtherFields(mapping, type, path);
        Map<Object, Matcher> fields = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> {
            int field = type.getFieldIndex(name);
            if (field >= 0) {
                matcher(entry.value(), type.getTypeAt(field), path + "." + name)
                        .ifPresent(matcher -> fields.put(name, matcher));
            }
        });
        return complete(isKnown && fields.size() == mapping.entries().size(), Matchers.entries(fields));
    }

    /** What is not complete has become a problem. */
    private static Optional<Matcher> complete(boolean isComplete, Matcher matcher) {
        return isComplete ? Optional.of(matcher) : Optional.empty();
    }
}
