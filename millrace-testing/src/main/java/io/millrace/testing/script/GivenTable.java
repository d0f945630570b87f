package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlValue;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.table.StreamTable;
import io.millrace.testing.run.TableShape;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.jspecify.annotations.Nullable;

/** Makes the records that arrive in one table. One thread. */
final class GivenTable {

    /** Holds the columns where the table has one that is named as a property. */
    private static final String ROW = "row";

    private final TableShape shape;
    private final StreamTable table;
    private final Instant clock;
    private final ValueReader reader;
    private final Problems problems;
    private final RecordEncoder encoder;
    private final Map<String, Cell> defaults = new LinkedHashMap<>();

    GivenTable(TableShape shape, Instant clock, ValueReader reader, Problems problems) {
        this.shape = shape;
        this.table = shape.table();
        this.clock = clock;
        this.reader = reader;
        this.problems = problems;
        this.encoder = new RecordEncoder(table);
    }

    String name() {
        return table.name();
    }

    /** What columns hold that a row leaves out. */
    void setDefaults(YamlValue.Mapping columns) {
        defaults.putAll(cells(columns, columns()));
    }

    Optional<GivenRecord> record(YamlValue.Mapping written) {
        int before = problems.count();
        YamlValue.Mapping columns = pick(written, false);
        RecordProperties properties = RecordProperties.read(pick(written, true), clock, problems);
        Map<String, Cell> cells = cells(columns, known(written));
        properties.value().ifPresent(value -> refuseColumns(written, columns));
        if (problems.count() > before) {
            return Optional.empty();
        }
        return properties.value().isPresent()
                ? Optional.of(raw(written.at(), properties))
                : encode(written.at(), cells, properties);
    }

    /** A record whose value is all that is known of it. */
    GivenRecord raw(SourceLocation at, byte[] value) {
        RecordProperties none = RecordProperties.none(clock);
        return raw(
                at,
                new RecordProperties(
                        Optional.of(new RecordProperties.Bytes(value)), none.key(), 0, none.headers(), clock));
    }

    Optional<GivenRecord> encode(SourceLocation at, Map<String, Cell> cells) {
        return encode(at, cells, RecordProperties.none(clock));
    }

    Optional<LogicalType> type(String column) {
        int index = table.type().getFieldIndex(column);
        return index < 0 ? Optional.empty() : Optional.of(table.type().getTypeAt(index));
    }

    List<String> columns() {
        return table.type().getFieldNames();
    }

    /** @param known what else could be meant */
    void refuseColumn(SourceLocation at, String column, List<String> known) {
        String other = shape.otherColumns().get(column);
        if (other == null) {
            TestProblem.add(
                    problems,
                    at,
                    "table '%s' has no column '%s'".formatted(table.name(), column),
                    Suggestions.remedy(
                            column,
                            known,
                            known.equals(columns()) ? "columns" : "columns, and properties of a record"));
        } else if (other.isEmpty()) {
            TestProblem.add(
                    problems,
                    at,
                    "column '%s' is computed, so no record holds it".formatted(column),
                    "remove it, and give the columns that it is computed from");
        } else {
            TestProblem.add(
                    problems,
                    at,
                    "column '%s' is the record's %s, which stands beside its value".formatted(column, other),
                    RecordProperties.NAMES.contains(other)
                            ? "give it as the property %s: of the row".formatted(other)
                            : "remove it: the test's log sets it");
        }
    }

    private GivenRecord raw(SourceLocation at, RecordProperties properties) {
        byte[] value = properties.value().orElseThrow().bytes();
        byte[] key = properties
                .key()
                .map(RecordProperties.Bytes::bytes)
                .orElseGet(() -> properties.key().isPresent() || value == null ? null : encoder.keyOf(value));
        return given(at, key, value, properties);
    }

    private Optional<GivenRecord> encode(SourceLocation at, Map<String, Cell> cells, RecordProperties properties) {
        GenericRowData row = new GenericRowData(table.type().getFieldCount());
        boolean isComplete = true;
        for (int index = 0; index < row.getArity(); index++) {
            String column = table.type().getFieldNames().get(index);
            Cell cell = cells.getOrDefault(column, defaults.get(column));
            if (cell == null && !table.type().getTypeAt(index).isNullable()) {
                isComplete = false;
                TestProblem.add(
                        problems,
                        at,
                        "column '%s' is NOT NULL, and the row leaves it out".formatted(column),
                        "give it, here or under defaults:; write null to see the record rejected");
            }
            row.setField(index, cell == null ? null : cell.value());
        }
        return isComplete ? encode(at, row, properties) : Optional.empty();
    }

    private Optional<GivenRecord> encode(SourceLocation at, GenericRowData row, RecordProperties properties) {
        Optional<byte[]> value = bytes(at, encoder.value(row));
        if (properties.key().isPresent()) {
            byte[] key = properties.key().get().bytes();
            return value.map(of -> given(at, key, of, properties));
        }
        Optional<Encoded> key = encoder.key(row);
        if (key.isEmpty()) {
            return value.map(of -> given(at, null, of, properties));
        }
        Optional<byte[]> keyBytes = bytes(at, key.get());
        return value.flatMap(of -> keyBytes.map(bytes -> given(at, bytes, of, properties)));
    }

    private Optional<byte[]> bytes(SourceLocation at, Encoded encoded) {
        return encoded.fold(bytes -> Optional.of(bytes.bytes()), refused -> {
            TestProblem.add(
                    problems,
                    at,
                    "the row has no form as a record of table '%s': %s".formatted(table.name(), refused.message()),
                    "change the value, or give the record as raw: or hex:");
            return Optional.empty();
        });
    }

    @SuppressWarnings("NullAway") // it does not see that a record's arrays may be null where its constructor is compact
    private GivenRecord given(
            SourceLocation at, byte @Nullable [] key, byte @Nullable [] value, RecordProperties properties) {
        return new GivenRecord(
                at,
                table.name(),
                properties.partition(),
                key,
                value,
                properties.headers(),
                properties.timestamp().toEpochMilli());
    }

    private Map<String, Cell> cells(YamlValue.Mapping columns, List<String> known) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        columns.entries().forEach((column, entry) -> type(column)
                .ifPresentOrElse(
                        type -> reader.read(entry.value(), type, column).ifPresent(cell -> cells.put(column, cell)),
                        () -> refuseColumn(entry.at(), column, known)));
        return cells;
    }

    private void refuseColumns(YamlValue.Mapping written, YamlValue.Mapping columns) {
        if (!columns.entries().isEmpty()) {
            String whole = written.entries().containsKey("raw") ? "raw" : "hex";
            TestProblem.add(
                    problems,
                    columns.entries().values().iterator().next().at(),
                    "the row has columns, and '%s' gives its whole value".formatted(whole),
                    "remove the columns or '%s'".formatted(whole));
        }
    }

    private List<String> known(YamlValue.Mapping written) {
        return wrapped(written).isPresent()
                ? columns()
                : Stream.concat(
                                columns().stream(),
                                RecordProperties.NAMES.stream().sorted())
                        .distinct()
                        .toList();
    }

    /** The part of a row that is columns, or the one that is properties. */
    private YamlValue.Mapping pick(YamlValue.Mapping written, boolean isProperties) {
        Optional<YamlValue.Mapping> wrapped = wrapped(written);
        boolean isWrapped = wrapped.isPresent();
        if (isWrapped && !isProperties) {
            return wrapped.get();
        }
        Map<String, YamlValue.Entry> picked = new LinkedHashMap<>();
        written.entries().forEach((key, entry) -> {
            boolean isProperty = isWrapped
                    || RecordProperties.NAMES.contains(key) && type(key).isEmpty();
            if (isProperty == isProperties && !(isWrapped && key.equals(ROW))) {
                picked.put(key, entry);
            }
        });
        return new YamlValue.Mapping(written.at(), picked);
    }

    /** A column of that name is meant, unless the table has others that only {@code row:} can tell from properties. */
    private Optional<YamlValue.Mapping> wrapped(YamlValue.Mapping written) {
        boolean isColumn = type(ROW).isPresent()
                && RecordProperties.NAMES.stream().allMatch(name -> type(name).isEmpty());
        return Optional.ofNullable(written.entries().get(ROW))
                .map(YamlValue.Entry::value)
                .filter(value -> value instanceof YamlValue.Mapping && !isColumn)
                .map(YamlValue.Mapping.class::cast);
    }
}
