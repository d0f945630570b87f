package io.millrace.testing.compare;

import java.util.List;

/** How much an actual row is like an expected one: the same key above all, then the number of equal cells. */
final class Likeness {

    /** Nothing in common. */
    static final int NONE = 0;

    private static final int SAME_KEY = 10_000;

    private final List<String> key;

    /** @param key the columns that tell rows apart; empty if none do */
    Likeness(List<String> key) {
        this.key = key;
    }

    int of(ExpectedRow expected, ActualRow actual) {
        int equal = (int) expected.cells().keySet().stream()
                .filter(column -> expected.holds(column, actual))
                .count();
        if (equal == 0) {
            return NONE;
        }
        boolean isSameKey = !key.isEmpty() && key.stream().allMatch(column -> expected.holds(column, actual));
        boolean isSameKind = expected.kind().isPresent() && expected.hasKindOf(actual);
        return 2 * equal + (isSameKind ? 1 : 0) + (isSameKey ? SAME_KEY : 0);
    }
}
