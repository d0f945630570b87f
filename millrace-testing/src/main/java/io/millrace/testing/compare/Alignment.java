package io.millrace.testing.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lays two changelogs side by side as diff tools do: as many rows as possible find their match without a change of
 * order; of what lies between, rows that are like each other stand opposite.
 */
final class Alignment {

    private static final long MATCH = 1L << 40;
    private static final byte OPPOSITE = 1;
    private static final byte SKIP_EXPECTED = 2;
    private static final byte SKIP_ACTUAL = 3;

    private final List<ExpectedRow> expected;
    private final List<ActualRow> actual;
    private final Likeness likeness;
    private final int[] actualOf;
    private final int[] insteadOf;

    private Alignment(List<ExpectedRow> expected, Actual actual) {
        this.expected = expected;
        this.actual = actual.rows();
        this.likeness = new Likeness(actual.key());
        actualOf = new int[expected.size()];
        insteadOf = new int[expected.size()];
        Arrays.fill(actualOf, RowMatching.NONE);
        Arrays.fill(insteadOf, RowMatching.NONE);
    }

    static Alignment of(List<ExpectedRow> expected, Actual actual) {
        Alignment alignment = new Alignment(expected, actual);
        alignment.align();
        return alignment;
    }

    /** Per expected row the actual one that matches, or {@link RowMatching#NONE}. */
    int[] actualOf() {
        return actualOf.clone();
    }

    /** The actual row that stands where {@code row} should. */
    Optional<Integer> insteadOf(int row) {
        return insteadOf[row] == RowMatching.NONE ? Optional.empty() : Optional.of(insteadOf[row]);
    }

    /** Rows that match at both ends never cost more than they bring; they go first because they are most of all. */
    private void align() {
        int from = 0;
        int expectedTo = expected.size();
        int actualTo = actual.size();
        while (from < expectedTo && from < actualTo && matches(from, from)) {
            actualOf[from] = from;
            from++;
        }
        while (expectedTo > from && actualTo > from && matches(expectedTo - 1, actualTo - 1)) {
            expectedTo--;
            actualTo--;
            actualOf[expectedTo] = actualTo;
        }
        follow(steps(from, expectedTo, actualTo), from);
    }

    /** Per pair of positions the best step from there; the best of what follows is known, so from the end. */
    private byte[][] steps(int from, int expectedTo, int actualTo) {
        int height = expectedTo - from;
        int width = actualTo - from;
        byte[][] steps = new byte[height][width];
        long[] below = new long[width + 1];
        for (int i = height - 1; i >= 0; i--) {
            long[] worth = new long[width + 1];
            for (int j = width - 1; j >= 0; j--) {
                long opposite = worth(from + i, from + j);
                worth[j] = Math.max(below[j], worth[j + 1]);
                steps[i][j] = below[j] >= worth[j + 1] ? SKIP_EXPECTED : SKIP_ACTUAL;
                if (opposite > Likeness.NONE && opposite + below[j + 1] >= worth[j]) {
                    worth[j] = opposite + below[j + 1];
                    steps[i][j] = OPPOSITE;
                }
            }
            below = worth;
        }
        return steps;
    }

    private void follow(byte[][] steps, int from) {
        int i = 0;
        int j = 0;
        while (i < steps.length && j < steps[i].length) {
            switch (steps[i][j]) {
                case OPPOSITE -> {
                    int[] partners = matches(from + i, from + j) ? actualOf : insteadOf;
                    partners[from + i] = from + j;
                    i++;
                    j++;
                }
                case SKIP_EXPECTED -> i++;
                default -> j++;
            }
        }
    }

    private boolean matches(int row, int candidate) {
        return expected.get(row).matches(actual.get(candidate));
    }

    private long worth(int row, int candidate) {
        return matches(row, candidate) ? MATCH : likeness.of(expected.get(row), actual.get(candidate));
    }
}
