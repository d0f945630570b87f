package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what was sent under one key came out in that order. */
public final class OrderCheck {

    private OrderCheck() {}

    /**
     * A result that carries its place in its key's order.
     *
     * @param number grows with each record that was sent under the key
     */
    public record Numbered(String key, long number) {}

    /** @param results those of one key in the order of the topic; repeats are another check's */
    public static List<Violation> of(List<Numbered> results) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Long> greatest = new HashMap<>();
        Set<Numbered> seen = new HashSet<>();
        for (Numbered result : results) {
            if (!seen.add(result)) {
                continue;
            }
            long before = greatest.getOrDefault(result.key(), Long.MIN_VALUE);
            if (result.number() < before) {
                violations.add(new Violation(
                        Kind.REORDERED,
                        "of key '%s' number %d came after %d".formatted(result.key(), result.number(), before)));
            }
            greatest.put(result.key(), Math.max(before, result.number()));
        }
        return violations;
    }
}
