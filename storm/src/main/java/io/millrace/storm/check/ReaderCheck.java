package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a reader during the storm saw what a reader after it sees: nothing that was taken back, nothing less. */
public final class ReaderCheck {

    private ReaderCheck() {}

    private record Position(String topic, int partition, long offset) {}

    /**
     * @param during what a reader of committed records saw while faults happened; each partition up to some offset
     * @param after everything that is there in the end
     */
    public static List<Violation> of(List<Seen> during, List<Seen> after) {
        Map<Position, Seen> there = new HashMap<>();
        after.forEach(seen -> there.put(position(seen), seen));
        Map<Position, Integer> times = new HashMap<>();
        Map<String, Long> readUpTo = new HashMap<>();
        List<Violation> violations = new ArrayList<>();
        for (Seen seen : during) {
            Position position = position(seen);
            readUpTo.merge(partition(seen), seen.offset(), Math::max);
            if (times.merge(position, 1, Integer::sum) > 1) {
                violations.add(new Violation(Kind.DUPLICATED, "a reader was given " + position + " twice"));
            }
            Seen now = there.get(position);
            if (now == null) {
                violations.add(new Violation(Kind.INVENTED, "a reader saw " + position + ", which is not there"));
            } else if (!now.equals(seen)) {
                violations.add(new Violation(Kind.WRONG, "a reader saw another record at " + position));
            }
        }
        for (Seen seen : after) {
            boolean wasPassed = seen.offset() <= readUpTo.getOrDefault(partition(seen), -1L);
            if (wasPassed && !times.containsKey(position(seen))) {
                violations.add(new Violation(Kind.LOST, "a reader passed over " + position(seen)));
            }
        }
        return violations;
    }

    private static Position position(Seen seen) {
        return new Position(seen.topic(), seen.partition(), seen.offset());
    }

    private static String partition(Seen seen) {
        return seen.topic() + "-" + seen.partition();
    }
}
