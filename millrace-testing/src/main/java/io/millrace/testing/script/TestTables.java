package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.Suggestions;
import io.millrace.testing.run.TableShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The tables that a test can speak of, in the script's order. */
final class TestTables {

    private final Map<String, TableShape> tables;
    private final Problems problems;

    TestTables(Map<String, TableShape> tables, Problems problems) {
        this.tables = new LinkedHashMap<>(tables);
        this.problems = problems;
    }

    /** Empty if there is none, which is then a problem. */
    Optional<TableShape> find(String name, SourceLocation at) {
        Optional<TableShape> found = get(name);
        if (found.isEmpty()) {
            unknown("the pipeline has no table '%s'".formatted(name), at, name, List.copyOf(tables.keySet()), "tables");
        }
        return found;
    }

    /** A stream of a table by its name in an expectation; empty if there is none, which is then a problem. */
    Optional<Expectation.Stream> findStream(String name, SourceLocation at) {
        Optional<Expectation.Stream> found = get(name)
                .map(shape -> new Expectation.Stream(name, Expectation.Stream.Kind.ROWS))
                .or(() -> ofSuffix(name, Expectation.Stream.Kind.LATE))
                .or(() -> ofSuffix(name, Expectation.Stream.Kind.REJECTS));
        if (found.isEmpty()) {
            List<String> known = new ArrayList<>(written());
            names(shape -> late(shape).isEmpty()).forEach(table -> known.add(table + ".late"));
            names(TestTables::isUsed).forEach(table -> known.add(table + ".rejects"));
            unknown("the pipeline has no stream '%s'".formatted(name), at, name, known, "what can be expected");
        }
        return found.filter(stream -> holdsRows(stream, at));
    }

    List<String> read() {
        return names(TableShape::isRead);
    }

    List<String> written() {
        return names(TableShape::isWritten);
    }

    /** @param table that was found */
    TableShape shape(String table) {
        return get(table).orElseThrow();
    }

    private Optional<Expectation.Stream> ofSuffix(String name, Expectation.Stream.Kind kind) {
        int dot = name.lastIndexOf('.');
        return Optional.of(new Expectation.Stream(dot < 0 ? name : name.substring(0, dot), kind))
                .filter(stream -> stream.toString().equals(name))
                .filter(stream -> get(stream.table()).isPresent());
    }

    private boolean holdsRows(Expectation.Stream stream, SourceLocation at) {
        TableShape shape = shape(stream.table());
        String table = stream.table();
        Optional<String> why =
                switch (stream.kind()) {
                    case ROWS ->
                        shape.isWritten()
                                ? Optional.empty()
                                : Optional.of("the pipeline does not write table '%s', so it has no results"
                                        .formatted(table));
                    case LATE -> late(shape);
                    case REJECTS ->
                        isUsed(shape)
                                ? Optional.empty()
                                : Optional.of("the pipeline neither reads nor writes table '%s'".formatted(table));
                };
        why.ifPresent(message -> TestProblem.add(problems, at, message, remedy(stream)));
        return why.isEmpty();
    }

    private static boolean isUsed(TableShape shape) {
        return shape.isRead() || shape.isWritten();
    }

    private static Optional<String> late(TableShape shape) {
        String table = shape.table().name();
        if (!shape.isRead()) {
            return Optional.of("the pipeline does not read table '%s', so none of its rows is late".formatted(table));
        }
        return shape.hasEventTime()
                ? Optional.empty()
                : Optional.of("table '%s' has no WATERMARK, so none of its rows is late".formatted(table));
    }

    private String remedy(Expectation.Stream stream) {
        if (stream.kind() == Expectation.Stream.Kind.ROWS) {
            return "expect a table that it writes: %s; of '%s' only .late and .rejects can be expected"
                    .formatted(String.join(", ", written()), stream.table());
        }
        return shape(stream.table()).isRead() ? "remove it, or declare a WATERMARK in the script" : "remove it";
    }

    private void unknown(String message, SourceLocation at, String name, List<String> known, String noun) {
        problems.add(at, ErrorCode.TABLE_UNKNOWN, message, Suggestions.remedy(name, known, noun));
    }

    private Optional<TableShape> get(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    private List<String> names(Predicate<TableShape> wanted) {
        return tables.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
