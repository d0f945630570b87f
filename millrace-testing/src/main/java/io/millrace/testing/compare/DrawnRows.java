package io.millrace.testing.compare;

import io.millrace.core.error.SourceLocation;
import io.millrace.testing.compare.DrawnRow.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Chooses which rows and columns of a comparison are worth showing. */
final class DrawnRows {

    /** Stands for a change's kind, before the columns. */
    static final String CHANGE = "change";

    private final SourceLocation at;
    private final Comparison comparison;
    private final List<String> columns;
    private final Map<Integer, Comparison.Missing> missing = new HashMap<>();
    private final Map<Integer, Integer> expectedOf = new HashMap<>();
    private final Set<Integer> drawn = new HashSet<>();
    private final List<DrawnRow> rows = new ArrayList<>();
    private Optional<DrawnRow> context = Optional.empty();
    private boolean isAfterDifference;

    /** @param at the expectation */
    DrawnRows(SourceLocation at, Comparison comparison) {
        this.at = at;
        this.comparison = comparison;
        this.columns = columns(comparison);
        comparison.missing().forEach(row -> missing.put(row.expected(), row));
        comparison.pairs().forEach(pair -> expectedOf.put(pair.actual(), pair.expected()));
        if (comparison.isInOrder()) {
            drawInOrder();
        } else {
            comparison.missing().forEach(this::drawMissing);
            comparison.unexpected().forEach(this::drawUnexpected);
        }
    }

    List<DrawnRow> rows() {
        return rows;
    }

    List<String> headings() {
        List<String> headings = new ArrayList<>(columns);
        if (comparison.isInOrder()) {
            headings.add(0, CHANGE);
        }
        return headings;
    }

    /** Those that the expectation names, and the key; all where it names none. */
    private static List<String> columns(Comparison comparison) {
        Actual actual = comparison.actual();
        List<String> named = comparison.namedColumns();
        if (named.isEmpty()) {
            return actual.columns();
        }
        List<String> columns = new ArrayList<>(actual.columns());
        columns.removeIf(column -> !named.contains(column) && !actual.key().contains(column));
        named.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return columns;
    }

    /** With the row before and behind each difference, so that the place is found again. */
    private void drawInOrder() {
        Map<Integer, Integer> actualOf = new HashMap<>();
        comparison.pairs().forEach(pair -> actualOf.put(pair.expected(), pair.actual()));
        int next = 0;
        for (int i = 0; i < comparison.expected().size(); i++) {
            Comparison.Missing row = missing.get(i);
            if (row != null) {
                next = drawUnexpected(next, row.closest().orElse(next));
                drawContext();
                drawMissing(row);
                next += row.closest().isPresent() ? 1 : 0;
                continue;
            }
            int partner = Objects.requireNonNull(actualOf.get(i));
            next = drawUnexpected(next, partner) + 1;
            DrawnRow matching = new DrawnRow(place(i), Role.MATCHING, actualCells(partner, Optional.empty()));
            if (isAfterDifference) {
                rows.add(matching);
            }
            context = isAfterDifference ? Optional.empty() : Optional.of(matching);
            isAfterDifference = false;
        }
        drawUnexpected(next, comparison.actual().rows().size());
    }

    private int drawUnexpected(int from, int to) {
        for (int i = from; i < to; i++) {
            drawContext();
            drawUnexpected(i);
        }
        return to;
    }

    private void drawContext() {
        context.ifPresent(rows::add);
        context = Optional.empty();
        isAfterDifference = true;
    }

    private void drawMissing(Comparison.Missing row) {
        ExpectedRow expected = comparison.expected().get(row.expected());
        Optional<ActualRow> closest = row.closest().map(comparison.actual().rows()::get);
        rows.add(new DrawnRow(place(row.expected()), Role.EXPECTED, expectedCells(expected)));
        closest.ifPresentOrElse(
                actual -> {
                    int position = row.closest().orElseThrow();
                    Role role = expectedOf.containsKey(position) || !drawn.add(position) ? Role.TAKEN : Role.ACTUAL;
                    rows.add(new DrawnRow("", role, actualCells(position, Optional.of(expected))));
                },
                () -> rows.add(new DrawnRow("", Role.NOTHING_LIKE_IT, List.of())));
    }

    private void drawUnexpected(int row) {
        if (drawn.add(row)) {
            rows.add(new DrawnRow("", Role.UNEXPECTED, actualCells(row, Optional.empty())));
        }
    }

    private List<Cell> expectedCells(ExpectedRow row) {
        List<Cell> cells = new ArrayList<>();
        if (comparison.isInOrder()) {
            cells.add(new Cell(row.kind().orElse(""), false));
        }
        for (String column : columns) {
            Matcher matcher = row.cells().get(column);
            cells.add(new Cell(matcher == null ? "" : matcher.shown(), false));
        }
        return cells;
    }

    private List<Cell> actualCells(int position, Optional<ExpectedRow> against) {
        ActualRow row = comparison.actual().rows().get(position);
        List<Cell> cells = new ArrayList<>();
        if (comparison.isInOrder()) {
            boolean isDifferent =
                    against.filter(expected -> !expected.hasKindOf(row)).isPresent();
            cells.add(new Cell(row.kind().orElse(""), isDifferent));
        }
        for (String column : columns) {
            boolean isDifferent = against.filter(expected -> expected.cells().containsKey(column))
                    .filter(expected -> !expected.holds(column, row))
                    .isPresent();
            String text =
                    row.cells().containsKey(column) ? Literal.shown(row.cells().get(column)) : "";
            cells.add(new Cell(text, isDifferent));
        }
        return cells;
    }

    private String place(int row) {
        SourceLocation place = comparison.expected().get(row).at();
        return place.file().equals(at.file()) ? "line " + place.line() : place.file() + ":" + place.line();
    }
}
