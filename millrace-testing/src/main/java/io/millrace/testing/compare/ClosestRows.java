package io.millrace.testing.compare;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Finds for each missing row the actual one that its author may have meant. */
final class ClosestRows {

    /** Nobody reads further, and every pair is looked at. */
    private static final int MOST = 1000;

    private final List<ExpectedRow> expected;
    private final Actual actual;
    private final Likeness likeness;

    private ClosestRows(List<ExpectedRow> expected, Actual actual) {
        this.expected = expected;
        this.actual = actual;
        this.likeness = new Likeness(actual.key());
    }

    static List<Comparison.Missing> among(
            List<ExpectedRow> expected, Actual actual, List<Integer> missing, List<Integer> unexpected) {
        ClosestRows rows = new ClosestRows(expected, actual);
        int looked = Math.min(MOST, missing.size());
        int[] own =
                rows.onePerRow(missing.subList(0, looked), unexpected.subList(0, Math.min(MOST, unexpected.size())));
        List<Comparison.Missing> result = new ArrayList<>();
        for (int i = 0; i < missing.size(); i++) {
            int row = missing.get(i);
            Optional<Integer> closest = Optional.empty();
            if (i < looked) {
                closest = own[i] == RowMatching.NONE
                        ? rows.best(row, unexpected).or(() -> rows.best(row, rows.all()))
                        : Optional.of(own[i]);
            }
            result.add(new Comparison.Missing(row, closest));
        }
        return result;
    }

    /** The most alike find each other first. */
    private int[] onePerRow(List<Integer> missing, List<Integer> unexpected) {
        int[][] likenesses = new int[missing.size()][unexpected.size()];
        TreeSet<Integer> levels = new TreeSet<>();
        for (int i = 0; i < missing.size(); i++) {
            for (int j = 0; j < unexpected.size(); j++) {
                likenesses[i][j] = of(missing.get(i), unexpected.get(j));
                levels.add(likenesses[i][j]);
            }
        }
        int[] own =
                IntStream.generate(() -> RowMatching.NONE).limit(missing.size()).toArray();
        BitSet taken = new BitSet();
        for (int level : levels.tailSet(Likeness.NONE, false).descendingSet()) {
            for (int i = 0; i < own.length; i++) {
                for (int j = 0; own[i] == RowMatching.NONE && j < unexpected.size(); j++) {
                    if (likenesses[i][j] == level && !taken.get(j)) {
                        own[i] = unexpected.get(j);
                        taken.set(j);
                    }
                }
            }
        }
        return own;
    }

    private Optional<Integer> best(int row, List<Integer> candidates) {
        int best = RowMatching.NONE;
        int most = Likeness.NONE;
        for (int candidate : candidates) {
            int likeness = of(row, candidate);
            if (likeness > most) {
                most = likeness;
                best = candidate;
            }
        }
        return most == Likeness.NONE ? Optional.empty() : Optional.of(best);
    }

    private List<Integer> all() {
        return IntStream.range(0, actual.rows().size()).boxed().toList();
    }

    private int of(int row, int candidate) {
        return likeness.of(expected.get(row), actual.rows().get(candidate));
    }
}
