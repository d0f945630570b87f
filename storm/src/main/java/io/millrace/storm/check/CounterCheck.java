package io.millrace.storm.check;

import io.millrace.storm.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether each key's counter went up by one, without gap or repeat, in the order that a reader saw it. */
public final class CounterCheck {

    private CounterCheck() {}

    /**
     * One update of a counter.
     *
     * @param count the new one
     */
    public record Update(String key, long count) {}

    /** @param updates of all keys, those of one key in the order of the topic */
    public static List<Violation> of(List<Update> updates) {
        List<Violation> violations = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        for (Update update : updates) {
            long before = last.getOrDefault(update.key(), 0L);
            if (update.count() != before + 1) {
                Kind kind = update.count() <= before ? Kind.DUPLICATED : Kind.LOST;
                violations.add(new Violation(
                        kind, "counter of '%s' went from %d to %d".formatted(update.key(), before, update.count())));
            }
            last.put(update.key(), Math.max(before, update.count()));
        }
        return violations;
    }
}
