package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.Set;

/**
 * The windows of an operator.
 *
 * @param text such as {@code 1h tumbling}
 * @param untilClosed how long a row waits until the first of its windows closes
 * @param isEventTime whether windows close by the watermark, and not by the machine's clock
 * @param isAttached whether the operator's rows came with their windows
 */
record Window(String text, Span untilClosed, boolean isEventTime, boolean isAttached) {

    private static final Set<String> LOCAL = Set.of("local-window-aggregate");

    /** Only of an operator that has windows. */
    static Window of(PlanNode node) {
        JsonNode windowing = windowing(node);
        JsonNode window = windowing.path("window");
        String type = window.path("type").asText();
        boolean isEventTime = windowing.path("isRowtime").asBoolean();
        boolean isAttached = strategy(node).equals("WindowAttached");
        if (type.startsWith("Session")) {
            Duration gap = length(window, "gap");
            return new Window(
                    "sessions with gaps of " + Durations.inWords(gap), Span.atLeast(gap), isEventTime, isAttached);
        }
        if (type.startsWith("Cumul")) {
            Duration step = length(window, "step");
            String text = "growing by %s up to %s"
                    .formatted(Durations.inWords(step), Durations.inWords(length(window, "maxSize")));
            return new Window(text, Span.upTo(step), isEventTime, isAttached);
        }
        Duration size = length(window, "size");
        if (type.startsWith("Hop")) {
            Duration slide = length(window, "slide");
            String text = "%s sliding by %s".formatted(Durations.inWords(size), Durations.inWords(slide));
            return new Window(text, Span.upTo(slide), isEventTime, isAttached);
        }
        return new Window(Durations.inWords(size) + " tumbling", Span.upTo(size), isEventTime, isAttached);
    }

    /** Both sides of a join have the same. */
    private static JsonNode windowing(PlanNode node) {
        JsonNode left = node.json().path("leftWindowing");
        return left.isMissingNode() ? node.json().path("windowing") : left;
    }

    /** Of an aggregate in two halves, the first one tells where the windows come from. */
    private static String strategy(PlanNode node) {
        PlanNode first = node;
        while (!first.inputs().isEmpty()
                && (first.input().type().equals("exchange")
                        || LOCAL.contains(first.input().type()))) {
            first = first.input();
        }
        PlanNode telling = LOCAL.contains(first.type()) ? first : node;
        return windowing(telling).path("strategy").asText();
    }

    private static Duration length(JsonNode window, String field) {
        return Duration.parse(window.path(field).asText("PT0S"));
    }
}
