package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Whether everything that went in came out once: input = results + rejects + late rows, as multisets of ids. */
public final class MultisetCheck {

    private static final int SHOWN = 5;

    private MultisetCheck() {}

    /**
     * @param name of what is compared, for messages
     * @param in ids that were committed to the input
     * @param out where each id came out, by the name of the place
     * @param allowed kinds that the delivery permits
     */
    public static List<Violation> of(
            String name, Collection<Long> in, Map<String, ? extends Collection<Long>> out, Delivery allowed) {
        Map<Long, Integer> balance = new HashMap<>();
        in.forEach(id -> balance.merge(id, 1, Integer::sum));
        Map<Long, Integer> sent = Map.copyOf(balance);
        out.values().forEach(ids -> ids.forEach(id -> balance.merge(id, -1, Integer::sum)));
        List<Long> lost = ids(balance, 1, sent, true);
        List<Long> doubled = ids(balance, -1, sent, true);
        List<Long> invented = ids(balance, -1, sent, false);
        List<Violation> violations = new ArrayList<>();
        if (allowed != Delivery.AT_MOST_ONCE) {
            add(violations, Kind.LOST, name, "never came out", lost);
        }
        if (allowed != Delivery.AT_LEAST_ONCE) {
            add(violations, Kind.DUPLICATED, name, "came out more than once", doubled);
        }
        add(violations, Kind.INVENTED, name, "came out and were not in the input", invented);
        return violations;
    }

    private static List<Long> ids(Map<Long, Integer> balance, int sign, Map<Long, Integer> sent, boolean wereSent) {
        return balance.entrySet().stream()
                .filter(entry -> Integer.signum(entry.getValue()) == sign)
                .filter(entry -> sent.containsKey(entry.getKey()) == wereSent)
                .sorted(Comparator.comparing(Entry::getKey))
                .map(Entry::getKey)
                .toList();
    }

    private static void add(List<Violation> to, Kind kind, String name, String what, List<Long> ids) {
        if (!ids.isEmpty()) {
            to.add(new Violation(
                    kind,
                    "%s: %d records %s, such as %s"
                            .formatted(name, ids.size(), what, ids.subList(0, Math.min(SHOWN, ids.size())))));
        }
    }

    /** What is promised. */
    public enum Delivery {
        AT_MOST_ONCE,
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }
}
