package io.millrace.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Guesses which known name a mistyped one was meant to be. */
public final class Suggestions {

    private Suggestions() {}

    /**
     * The known name that takes the fewest typing mistakes to reach: at most one for every three characters, or a single
     * one in a name of two. Letter case and the choice between {@code _} and {@code -} cost nothing, since people mix
     * them up without noticing.
     *
     * @return empty if nothing is near enough to be worth naming; the first in alphabetical order among equals
     */
    public static Optional<String> nearest(String wrong, Collection<String> known) {
        String typed = fold(wrong);
        int limit = typed.length() < 2 ? 0 : Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(name -> distance(typed, fold(name)) <= limit)
                .min(Comparator.comparingInt((String name) -> distance(typed, fold(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** An imperative for a remedy: the nearest name if there is one, and in any case all that is known. */
    public static String remedy(String wrong, Collection<String> known, String noun) {
        String all = noun + ": " + known.stream().collect(Collectors.joining(", "));
        return nearest(wrong, known)
                .map(name -> "write '%s' if that was meant; %s".formatted(name, all))
                .orElse("use one of the " + all);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        boolean same = left.charAt(i - 1) == right.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
