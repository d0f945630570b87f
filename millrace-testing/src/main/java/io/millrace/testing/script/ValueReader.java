package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.json.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns values of YAML into values of a column. What cannot be one becomes a problem. Not thread-safe. */
final class ValueReader {

    private static final LogicalType COUNT = new IntType();

    private final Problems problems;
    private final ScalarReader scalars;

    private ValueReader(Problems problems, String otherwise) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems, otherwise);
    }

    /** Of rows that arrive. */
    static ValueReader given(Problems problems) {
        return new ValueReader(problems, "; a record that is no row can be given as raw: or hex:");
    }

    /** Of rows that must come out. */
    static ValueReader expected(Problems problems) {
        return new ValueReader(problems, "");
    }

    /** @param path the column's name, followed by the fields and positions inside it */
    Optional<Cell> read(YamlValue value, LogicalType type, String path) {
        if (value.isNull()) {
            return Optional.of(new Cell(null));
        }
        return switch (type.getTypeRoot()) {
            case ARRAY -> array(value, (ArrayType) type, path);
            case MAP -> map(value, type, ((MapType) type).getKeyType(), ((MapType) type).getValueType(), path);
            case MULTISET -> map(value, type, ((MultisetType) type).getElementType(), COUNT, path);
            case ROW -> row(value, (RowType) type, path);
            default ->
                value instanceof YamlValue.Scalar scalar
                        ? scalars.read(scalar, type, path)
                        : wrongShape(value, type, "a single value", path);
        };
    }

    /** A field of a file, where nothing tells text from number; an empty one is none. */
    Optional<Cell> readText(SourceLocation at, String text, LogicalType type, String path) {
        if (PlainText.holds(type)) {
            return scalars.readText(at, text, type, path);
        }
        TestProblem.add(
                problems,
                at,
                "column '%s' is %s, which has no form in a .csv file".formatted(path, PlainText.name(type)),
                "write the row in the test, or use a .jsonl file");
        return Optional.empty();
    }

    /** The key of a MAP. */
    Optional<Cell> readKey(SourceLocation at, String text, LogicalType type, String path) {
        return scalars.readText(at, text, type, path);
    }

    private Optional<Cell> array(YamlValue value, ArrayType type, String path) {
        if (!(value instanceof YamlValue.Sequence list)) {
            return wrongShape(value, type, "a list, such as [a, b]", path);
        }
        @Nullable Object[] elements = new Object[list.items().size()];
        boolean isComplete = true;
        for (int index = 0; index < elements.length; index++) {
            Optional<Cell> element = read(list.items().get(index), type.getElementType(), path + "[" + index + "]");
            isComplete &= element.isPresent();
            elements[index] = element.map(Cell::value).orElse(null);
        }
        return isComplete ? Optional.of(new Cell(new GenericArrayData(elements))) : Optional.empty();
    }

    private Optional<Cell> map(
            YamlValue value, LogicalType type, LogicalType keyType, LogicalType valueType, String path) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            return wrongShape(value, type, "keys and values, such as {a: 1}", path);
        }
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        boolean isComplete = true;
        for (var entry : mapping.entries().entrySet()) {
            String within = path + "." + entry.getKey();
            Optional<Cell> key = readKey(entry.getValue().at(), entry.getKey(), keyType, within);
            Optional<Cell> held = read(entry.getValue().value(), valueType, within);
            isComplete &= key.isPresent() && held.isPresent();
            key.ifPresent(of -> entries.put(of.value(), held.map(Cell::value).orElse(null)));
        }
        return isComplete ? Optional.of(new Cell(new GenericMapData(entries))) : Optional.empty();
    }

    /** Fields left out are NULL. */
    private Optional<Cell> row(YamlValue value, RowType type, String path) {
        if (!(value instanceof YamlValue.Mapping mapping)) {
            return wrongShape(value, type, "keys and values, such as {%s: ...}".formatted(first(type)), path);
        }
        GenericRowData row = new GenericRowData(type.getFieldCount());
        boolean isComplete = refuseOtherFields(mapping, type, path);
        for (var entry : mapping.entries().entrySet()) {
            int field = type.getFieldIndex(entry.getKey());
            if (field >= 0) {
                Optional<Cell> cell =
                        read(entry.getValue().value(), type.getTypeAt(field), path + "." + entry.getKey());
                isComplete &= cell.isPresent();
                row.setField(field, cell.map(Cell::value).orElse(null));
            }
        }
        return isComplete ? Optional.of(new Cell(row)) : Optional.empty();
    }

    /** @return whether there is none */
    boolean refuseOtherFields(YamlValue.Mapping mapping, RowType type, String path) {
        List<String> others = mapping.entries().keySet().stream()
                .filter(key -> type.getFieldIndex(key) < 0)
                .toList();
        others.forEach(key -> TestProblem.add(
                problems,
                Optional.ofNullable(mapping.entries().get(key))
                        .map(YamlValue.Entry::at)
                        .orElse(mapping.at()),
                "column '%s' has no field '%s'".formatted(path, key),
                Suggestions.remedy(key, type.getFieldNames(), "fields of '" + path + "'")));
        return others.isEmpty();
    }

    <T> Optional<T> wrongShape(YamlValue value, LogicalType type, String expected, String path) {
        String shown =
                value instanceof YamlValue.Scalar ? value.shown() + " is a single value" : "this is " + value.shown();
        TestProblem.add(
                problems,
                value.at(),
                "column '%s' is %s, and %s".formatted(path, PlainText.name(type), shown),
                "write %s".formatted(expected));
        return Optional.empty();
    }

    private static String first(RowType type) {
        return type.getFieldCount() == 0 ? "" : type.getFieldNames().get(0);
    }
}
