package io.millrace.testing.script;

import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.Suggestions;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlType;
import io.millrace.core.yaml.YamlValue;
import io.millrace.testing.compare.ExpectedRow;
import io.millrace.testing.compare.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes what must come out. One test, one thread. */
final class ExpectBinder {

    private static final String CHANGELOG = "changelog";
    private static final String ROWS = "rows";
    private static final String CHANGE = "change";
    private static final String ROW = "row";
    private static final List<String> KINDS = List.of("+I", "-U", "+U", "-D");
    private static final YamlType<String> KIND =
            new YamlType<>("one of " + String.join(", ", KINDS), "+I", KINDS, text -> {
                if (KINDS.contains(text)) {
                    return text;
                }
                throw new IllegalArgumentException();
            });

    private final TestTables tables;
    private final CellMatchers matchers;
    private final Problems problems;

    ExpectBinder(TestTables tables, ValueReader reader, Problems problems) {
        this.tables = tables;
        this.matchers = new CellMatchers(reader, problems);
        this.problems = problems;
    }

    /** @param path of keys to {@code streams} */
    List<Expectation> bind(List<String> path, YamlValue streams) {
        if (!(streams instanceof YamlValue.Mapping mapping)) {
            return this.<Expectation>wrong(streams, "expect must be tables with their rows", "expect: {totals: []}")
                    .toList();
        }
        return mapping.entries().entrySet().stream()
                .flatMap(entry -> {
                    SourceLocation at = entry.getValue().at();
                    return tables.findStream(entry.getKey(), at).stream()
                            .map(stream -> new Place(at, join(path, entry.getKey()), stream))
                            .map(of -> expectation(of, entry.getValue().value()));
                })
                .toList();
    }

    /** Where an expectation stands, and of what. */
    private record Place(SourceLocation at, List<String> path, Expectation.Stream stream) {}

    private Expectation expectation(Place of, YamlValue value) {
        StreamColumns columns = StreamColumns.of(tables.shape(of.stream().table()), of.stream());
        boolean isForm = value instanceof YamlValue.Mapping mapping
                && Stream.of(CHANGELOG, ROWS).anyMatch(key -> mapping.entries().containsKey(key) && !columns.has(key));
        return isForm ? form(of, columns, (YamlValue.Mapping) value) : rows(of, columns, value, false);
    }

    private Expectation form(Place of, StreamColumns columns, YamlValue.Mapping form) {
        YamlSection section = YamlSection.root(form, problems);
        boolean isChangelog = section.read(CHANGELOG, TestTypes.FLAG).orElse(false);
        Optional<YamlValue.Entry> rows = section.take(ROWS);
        section.refuseOthers(Map.of());
        if (isChangelog && of.stream().kind() != Expectation.Stream.Kind.ROWS) {
            TestProblem.add(
                    problems,
                    form.at(),
                    "'%s' has no changes, only rows".formatted(of.stream()),
                    "write its rows without changelog:");
        }
        if (rows.isEmpty()) {
            TestProblem.add(problems, form.at(), "the changelog has no rows", "write rows: [{change: +I, ...}]");
            return new Expectation(of.at(), of.path(), of.stream(), isChangelog, false, List.of());
        }
        Place inside = new Place(of.at(), join(of.path(), ROWS), of.stream());
        return rows(inside, columns, rows.get().value(), isChangelog);
    }

    private Expectation rows(Place of, StreamColumns columns, YamlValue value, boolean isChangelog) {
        boolean isAny = value instanceof YamlValue.Scalar scalar
                && scalar.isPlain()
                && scalar.text().equals(CellMatchers.ANY);
        List<ExpectedRow> rows = isAny ? List.of() : rows(of, columns, items(value), isChangelog);
        return new Expectation(of.at(), of.path(), of.stream(), isChangelog, isAny, rows);
    }

    private List<ExpectedRow> rows(Place of, StreamColumns columns, List<YamlValue> items, boolean isChangelog) {
        List<ExpectedRow> rows = new ArrayList<>();
        for (YamlValue item : items) {
            if (item instanceof YamlValue.Mapping mapping) {
                rows.add(
                        isChangelog ? change(columns, mapping) : row(columns, mapping, Optional.empty(), mapping.at()));
            } else {
                wrong(
                        item,
                        "what is expected of '%s' must be rows, or any".formatted(of.stream()),
                        "%s: [{%s: ...}], %s: [] for none, or %s: any"
                                .formatted(of.stream(), columns.names().get(0), of.stream(), of.stream()));
            }
        }
        return rows;
    }

    private static List<YamlValue> items(YamlValue value) {
        return value instanceof YamlValue.Sequence list ? list.items() : List.of(value);
    }

    /** Where the table has a column {@code change}, its columns stand under {@code row:}. */
    private ExpectedRow change(StreamColumns columns, YamlValue.Mapping written) {
        Map<String, YamlValue.Entry> others = new LinkedHashMap<>(written.entries());
        others.remove(CHANGE);
        YamlSection section = YamlSection.root(written, problems);
        Optional<String> kind = section.read(CHANGE, KIND);
        if (!section.has(CHANGE)) {
            TestProblem.add(
                    problems,
                    written.at(),
                    "the row of a changelog does not say what happened to it",
                    "add change: and one of " + String.join(", ", KINDS));
        }
        YamlValue.Mapping cells = Optional.ofNullable(others.get(ROW))
                .map(YamlValue.Entry::value)
                .filter(inner -> columns.has(CHANGE) && others.size() == 1)
                .filter(YamlValue.Mapping.class::isInstance)
                .map(YamlValue.Mapping.class::cast)
                .orElseGet(() -> new YamlValue.Mapping(written.at(), others));
        return row(columns, cells, kind, written.at());
    }

    private ExpectedRow row(
            StreamColumns columns, YamlValue.Mapping written, Optional<String> kind, SourceLocation at) {
        Map<String, Matcher> cells = new LinkedHashMap<>();
        written.entries().forEach((name, entry) -> columns.type(name)
                .ifPresentOrElse(
                        type -> matchers.matcher(entry.value(), type, name)
                                .filter(matcher -> columns.check(name, entry.value(), problems))
                                .ifPresent(matcher -> cells.put(name, matcher)),
                        () -> unknownColumn(columns, name, entry.at())));
        return new ExpectedRow(at, kind, cells);
    }

    private void unknownColumn(StreamColumns columns, String name, SourceLocation at) {
        if (name.equals(CHANGE)) {
            TestProblem.add(
                    problems,
                    at,
                    "'change' says what happened to a row, but these are rows and not a changelog",
                    "write %s: {changelog: true, rows: [{change: +I, ...}]}".formatted(columns.stream()));
            return;
        }
        TestProblem.add(
                problems,
                at,
                "'%s' has no column '%s'".formatted(columns.stream(), name),
                Suggestions.remedy(name, columns.names(), "columns of '%s'".formatted(columns.stream())));
    }

    private <T> Stream<T> wrong(YamlValue value, String message, String example) {
        String shown = value.isNull() ? "nothing" : value.shown();
        TestProblem.add(problems, value.at(), "%s (was: %s)".formatted(message, shown), "write for example " + example);
        return Stream.empty();
    }

    private static List<String> join(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }
}
