package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the totals of windows are what the rows that were not late add up to. */
public final class WindowCheck {

    private WindowCheck() {}

    /**
     * A row of the input.
     *
     * @param at event time in epoch milliseconds
     */
    public record Row(long id, String key, long at) {}

    /**
     * A window of a key.
     *
     * @param start in epoch milliseconds
     */
    public record Window(String key, long start) {}

    /**
     * @param rows that were no rejects
     * @param late ids of rows that came too late
     * @param totals that came out, in the order of the topic; a window may be told once only
     * @param size of a window in milliseconds
     * @param closedBefore windows that begin later need not have been told
     */
    public static List<Violation> of(
            Collection<Row> rows, Set<Long> late, List<Map.Entry<Window, Long>> totals, long size, long closedBefore) {
        Map<Window, Long> expected = new HashMap<>();
        for (Row row : rows) {
            if (!late.contains(row.id())) {
                expected.merge(new Window(row.key(), Math.floorDiv(row.at(), size) * size), 1L, Long::sum);
            }
        }
        List<Violation> violations = new ArrayList<>();
        Map<Window, Long> told = new HashMap<>();
        for (Map.Entry<Window, Long> total : totals) {
            if (told.put(total.getKey(), total.getValue()) != null) {
                violations.add(new Violation(Kind.DUPLICATED, total.getKey() + " was told twice"));
            }
        }
        TreeSet<Window> windows =
                new TreeSet<>(java.util.Comparator.comparingLong(Window::start).thenComparing(Window::key));
        windows.addAll(expected.keySet());
        windows.addAll(told.keySet());
        for (Window window : windows) {
            long should = expected.getOrDefault(window, 0L);
            Long is = told.get(window);
            if (is == null && window.start() + size > closedBefore) {
                continue;
            }
            if (is == null || is != should) {
                violations.add(new Violation(
                        is == null ? Kind.LOST : Kind.WRONG,
                        "%s has %s instead of %d".formatted(window, is == null ? "no total" : is, should)));
            }
        }
        return violations;
    }
}
