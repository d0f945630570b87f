package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.yaml.YamlValue;
import io.millrace.testing.run.TableShape;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the records that arrive. One test, one thread. */
final class GivenBinder {

    private static final String EXAMPLE = "{orders: [{order_id: o1}]}";

    private final TestTables tables;
    private final Instant clock;
    private final ValueReader reader;
    private final DataFiles files;
    private final Problems problems;
    private final Map<String, GivenTable> known = new HashMap<>();

    GivenBinder(TestTables tables, Path test, Instant clock, ValueReader reader, Problems problems) {
        this.tables = tables;
        this.clock = clock;
        this.reader = reader;
        this.files = new DataFiles(test, reader, problems);
        this.problems = problems;
    }

    /** Before any row is bound. */
    void setDefaults(YamlValue defaults) {
        if (!(defaults instanceof YamlValue.Mapping mapping)) {
            wrong(defaults, "defaults must be tables with their columns", "defaults: {orders: {status: PLACED}}");
            return;
        }
        mapping.entries().forEach((name, entry) -> tables.find(name, entry.at()).ifPresent(shape -> {
            if (entry.value() instanceof YamlValue.Mapping columns) {
                table(shape).setDefaults(columns);
            } else {
                wrong(
                        entry.value(),
                        "the defaults of a table must be its columns",
                        "%s: {%s: ...}".formatted(name, table(shape).columns().get(0)));
            }
        }));
    }

    /** @return in the order written */
    List<GivenRecord> bind(YamlValue given) {
        if (given instanceof YamlValue.Mapping mapping) {
            return tables(mapping);
        }
        if (given instanceof YamlValue.Sequence list) {
            return list.items().stream()
                    .flatMap(item -> item instanceof YamlValue.Mapping mapping
                            ? tables(mapping).stream()
                            : this.<GivenRecord>wrong(
                                    item, "an item of given must be a table with its rows", "- orders: {order_id: o1}"))
                    .toList();
        }
        return this.<GivenRecord>wrong(given, "given must be tables with their rows", "given: " + EXAMPLE)
                .toList();
    }

    private List<GivenRecord> tables(YamlValue.Mapping mapping) {
        return mapping.entries().entrySet().stream()
                .flatMap(entry -> readTable(entry.getKey(), entry.getValue().at()).stream()
                        .flatMap(table -> rows(table, entry.getValue().value()).stream()))
                .toList();
    }

    private Optional<GivenTable> readTable(String name, SourceLocation at) {
        Optional<TableShape> shape = tables.find(name, at);
        if (shape.filter(of -> !of.isRead()).isPresent()) {
            TestProblem.add(
                    problems,
                    at,
                    "the pipeline does not read table '%s', so nothing can arrive in it".formatted(name),
                    "give rows of a table that it reads: " + String.join(", ", tables.read()));
            return Optional.empty();
        }
        return shape.map(this::table);
    }

    private GivenTable table(TableShape shape) {
        return known.computeIfAbsent(shape.table().name(), name -> new GivenTable(shape, clock, reader, problems));
    }

    private List<GivenRecord> rows(GivenTable table, YamlValue rows) {
        return rows instanceof YamlValue.Sequence list
                ? list.items().stream().flatMap(item -> row(table, item)).toList()
                : row(table, rows).toList();
    }

    private Stream<GivenRecord> row(GivenTable table, YamlValue row) {
        if (row instanceof YamlValue.Mapping mapping) {
            return table.record(mapping).stream();
        }
        if (row instanceof YamlValue.Scalar scalar && scalar.kind() == YamlValue.Scalar.Kind.TEXT) {
            return files.records(table, scalar).stream();
        }
        return wrong(
                row,
                "a row of '%s' must be keys and values, or name a file".formatted(table.name()),
                row.isNull() ? "{raw: null} for a record without a value" : "{order_id: o1}, or rows.csv");
    }

    private <T> Stream<T> wrong(YamlValue value, String message, String example) {
        String shown = value.isNull() ? "nothing" : value.shown();
        TestProblem.add(problems, value.at(), "%s (was: %s)".formatted(message, shown), "write for example " + example);
        return Stream.empty();
    }
}
