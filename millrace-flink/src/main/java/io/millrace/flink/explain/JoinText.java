package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How two sides are joined. */
final class JoinText {

    private JoinText() {}

    /** Such as {@code left join}. */
    static String kind(PlanNode node, String noun) {
        String kind = spec(node).path("joinType").asText().toLowerCase(Locale.ROOT);
        return kind.isEmpty() || kind.equals("inner") ? noun : kind + " " + noun;
    }

    /** Such as {@code on customer_id, order_id = id}, after a blank; empty for none. */
    static String keys(PlanNode node) {
        JsonNode spec = spec(node);
        List<String> left = node.inputs().get(0).columns();
        List<String> right = node.inputs().get(1).columns();
        List<String> keys = new ArrayList<>();
        for (int index = 0; index < spec.path("leftKeys").size(); index++) {
            String one = left.get(spec.path("leftKeys").path(index).asInt());
            String other = right.get(spec.path("rightKeys").path(index).asInt());
            keys.add(one.equals(other) ? one : one + " = " + other);
        }
        return keys.isEmpty() ? "" : " on " + String.join(", ", keys);
    }

    /** Which right rows a left row meets. */
    static String interval(PlanNode node) {
        JsonNode bounds = node.json().path("intervalJoinSpec").path("windowBounds");
        return kind(node, "interval join")
                + keys(node)
                + ", right time between "
                + relative(-bounds.path("leftUpperBound").asLong())
                + " and "
                + relative(-bounds.path("leftLowerBound").asLong());
    }

    private static String relative(long millis) {
        String distance = Durations.inWords(Duration.ofMillis(Math.abs(millis)));
        return millis == 0 ? "left time" : "left time " + (millis < 0 ? "- " : "+ ") + distance;
    }

    private static JsonNode spec(PlanNode node) {
        JsonNode interval = node.json().path("intervalJoinSpec").path("joinSpec");
        return interval.isObject() ? interval : node.json().path("joinSpec");
    }
}
