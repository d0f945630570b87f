package io.millrace.testing.update;

import io.millrace.testing.compare.ActualRow;
import io.millrace.testing.compare.Comparison;
import io.millrace.testing.compare.ExpectedRow;
import io.millrace.testing.compare.Literal;
import io.millrace.testing.update.RowEdit.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what becomes of an expectation's rows: those that match stay, a missing one gives way to the row that is
 * closest to it, and what is left over is added, in a changelog at its place, otherwise at the end.
 */
final class RowEdits {

    /** Says what happened to a row; where a column has this name, columns stand under {@code row}. */
    private static final String CHANGE = "change";

    private final Comparison comparison;
    private final List<String> columns;
    private final List<RowEdit> edits = new ArrayList<>();

    private RowEdits(Comparison comparison) {
        this.comparison = comparison;
        List<String> named = comparison.expected().stream()
                .flatMap(row -> row.cells().keySet().stream())
                .distinct()
                .toList();
        columns = named.isEmpty() ? comparison.actual().columns() : named;
    }

    /** In the order in which the rows will stand. */
    static List<RowEdit> of(Comparison comparison) {
        RowEdits edits = new RowEdits(comparison);
        edits.decide();
        return edits.edits;
    }

    private void decide() {
        Map<Integer, Integer> matching = new HashMap<>();
        comparison.pairs().forEach(pair -> matching.put(pair.expected(), pair.actual()));
        Map<Integer, Integer> instead = instead();
        Set<Integer> added = new HashSet<>(comparison.unexpected());
        added.removeAll(instead.values());
        List<Integer> order =
                comparison.unexpected().stream().filter(added::contains).toList();
        int next = 0;
        for (int i = 0; i < comparison.expected().size(); i++) {
            Integer actual = matching.getOrDefault(i, instead.get(i));
            while (comparison.isInOrder() && actual != null && next < order.size() && order.get(next) < actual) {
                add(order.get(next++));
            }
            if (actual == null) {
                edits.add(new RowEdit(Kind.REMOVE, i, ""));
            } else if (matching.containsKey(i)) {
                edits.add(new RowEdit(Kind.KEEP, i, text(actual, columns)));
            } else {
                edits.add(new RowEdit(
                        Kind.REPLACE,
                        i,
                        text(actual, columnsOf(comparison.expected().get(i)))));
            }
        }
        order.subList(next, order.size()).forEach(this::add);
    }

    /** Per missing row the one that takes its place; each unexpected row takes one place at most. */
    private Map<Integer, Integer> instead() {
        Map<Integer, Integer> instead = new HashMap<>();
        Set<Integer> free = new HashSet<>(comparison.unexpected());
        for (Comparison.Missing missing : comparison.missing()) {
            missing.closest().filter(free::remove).ifPresent(actual -> instead.put(missing.expected(), actual));
        }
        return instead;
    }

    private void add(int actual) {
        edits.add(new RowEdit(Kind.ADD, RowEdit.NEW, text(actual, columns)));
    }

    private List<String> columnsOf(ExpectedRow row) {
        return row.cells().isEmpty() ? columns : List.copyOf(row.cells().keySet());
    }

    private String text(int position, List<String> shown) {
        ActualRow row = comparison.actual().rows().get(position);
        String cells = shown.stream()
                .filter(row.cells()::containsKey)
                .map(column ->
                        Literal.shown(column) + ": " + Literal.shown(row.cells().get(column)))
                .collect(Collectors.joining(", "));
        if (!comparison.isInOrder() || row.kind().isEmpty()) {
            return "{" + cells + "}";
        }
        String change = "{" + CHANGE + ": " + row.kind().get();
        boolean isColumn = comparison.actual().columns().contains(CHANGE);
        return change + (isColumn ? ", row: {" + cells + "}}" : ", " + cells + "}");
    }
}
