package io.millrace.testing.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What of an expectation came true. Rows are told by their positions in {@link #expected} and in {@link Actual#rows},
 * as equal ones are not the same.
 *
 * @param isInOrder whether order and kinds count, as in a changelog
 * @param pairs as many as there can be, by expected position; each row is in one at most
 * @param missing every other expected row, by position
 * @param unexpected every other actual row, by position
 */
public record Comparison(
        List<ExpectedRow> expected,
        Actual actual,
        boolean isInOrder,
        List<Pair> pairs,
        List<Missing> missing,
        List<Integer> unexpected) {

    public Comparison {
        expected = List.copyOf(expected);
        pairs = List.copyOf(pairs);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
    }

    /** Each expected row wants an actual row of its own, wherever it stands. */
    public static Comparison inAnyOrder(List<ExpectedRow> expected, Actual actual) {
        int[] actualOf =
                RowMatching.largest(edges(expected, actual), actual.rows().size());
        return of(
                expected,
                actual,
                false,
                actualOf,
                (missing, unexpected) -> ClosestRows.among(expected, actual, missing, unexpected));
    }

    /** Each expected row wants an actual row of its own, in the same order and of its kind. */
    public static Comparison inOrder(List<ExpectedRow> expected, Actual actual) {
        Alignment alignment = Alignment.of(expected, actual);
        return of(expected, actual, true, alignment.actualOf(), (missing, unexpected) -> missing.stream()
                .map(row -> new Missing(row, alignment.insteadOf(row)))
                .toList());
    }

    public boolean isEqual() {
        return missing.isEmpty() && unexpected.isEmpty();
    }

    /** Every column that an expected row names, in the table's order, those that it does not have last. */
    public List<String> namedColumns() {
        List<String> named = expected.stream()
                .flatMap(row -> row.cells().keySet().stream())
                .distinct()
                .toList();
        List<String> columns = new ArrayList<>(actual.columns());
        columns.retainAll(named);
        named.stream().filter(column -> !columns.contains(column)).forEach(columns::add);
        return columns;
    }

    private static List<BitSet> edges(List<ExpectedRow> expected, Actual actual) {
        List<BitSet> edges = new ArrayList<>();
        for (ExpectedRow row : expected) {
            BitSet matching = new BitSet();
            for (int i = 0; i < actual.rows().size(); i++) {
                matching.set(i, row.matches(actual.rows().get(i)));
            }
            edges.add(matching);
        }
        return edges;
    }

    private static Comparison of(
            List<ExpectedRow> expected, Actual actual, boolean isInOrder, int[] actualOf, FindClosest closest) {
        List<Pair> pairs = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        BitSet taken = new BitSet();
        for (int i = 0; i < actualOf.length; i++) {
            if (actualOf[i] == RowMatching.NONE) {
                missing.add(i);
            } else {
                pairs.add(new Pair(i, actualOf[i]));
                taken.set(actualOf[i]);
            }
        }
        List<Integer> unexpected = IntStream.range(0, actual.rows().size())
                .filter(row -> !taken.get(row))
                .boxed()
                .toList();
        return new Comparison(expected, actual, isInOrder, pairs, closest.of(missing, unexpected), unexpected);
    }

    /** An expected row, and the actual one that it is. */
    public record Pair(int expected, int actual) {}

    /**
     * An expected row that did not come.
     *
     * @param closest the actual row that is most like it. No two share an unexpected row as long as there are others;
     *     a row that is another's pair is named only where no unexpected one is like it. Empty if none has anything in
     *     common with it
     */
    public record Missing(int expected, Optional<Integer> closest) {}

    private interface FindClosest {
        List<Missing> of(List<Integer> missing, List<Integer> unexpected);
    }
}
