package io.millrace.flink.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far back an operator looks. */
final class TimeSpans {

    private static final Pattern OVER = Pattern.compile("RANGE BETWEEN (\\d+) PRECEDING");

    private TimeSpans() {}

    /** The longest for each table that is read, by name; tables that nothing looks back on are left out. */
    static Map<String, Duration> ofTables(PlanGraph graph) {
        Map<String, Duration> longest = new LinkedHashMap<>();
        for (PlanNode node : graph.nodes()) {
            Duration span = of(node);
            if (!span.isZero()) {
                PlanGraph.upstream(node).stream()
                        .map(PlanNode::table)
                        .filter(table -> !table.isEmpty())
                        .forEach(table ->
                                longest.merge(table, span, (one, other) -> one.compareTo(other) < 0 ? other : one));
            }
        }
        return longest;
    }

    private static Duration of(PlanNode node) {
        if (node.type().equals("interval-join")) {
            JsonNode bounds = node.json().path("intervalJoinSpec").path("windowBounds");
            long lower = Math.abs(bounds.path("leftLowerBound").asLong());
            long upper = Math.abs(bounds.path("leftUpperBound").asLong());
            return Duration.ofMillis(Math.max(lower, upper));
        }
        Matcher over = OVER.matcher(node.description());
        if (node.type().equals("over-aggregate") && over.find()) {
            return Duration.ofMillis(Long.parseLong(over.group(1)));
        }
        JsonNode window = node.json().path("windowing").path("window");
        for (String field : new String[] {"maxSize", "size", "gap"}) {
            if (window.path(field).isTextual()) {
                return Duration.parse(window.path(field).asText());
            }
        }
        return Duration.ZERO;
    }
}
