package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.Set;

/**
 * Decides what each operator waits for: the one place where this is known. An operator that Millrace exchanges for one
 * of its own, which decides at another time than Flink's, has its case here.
 */
final class StepWaits {

    /** What gives one row for each window when that closes. */
    private static final Set<String> CLOSING = Set.of(
            "window-aggregate",
            "global-window-aggregate",
            "window-rank",
            "window-deduplicate",
            "window-join",
            "group-window-aggregate");

    private static final String REACHED = "until the watermark reaches the row";

    private final Set<Integer> decidedOnArrival;

    /** @param decidedOnArrival the patterns that do not wait for the watermark, by their node */
    StepWaits(Set<Integer> decidedOnArrival) {
        this.decidedOnArrival = decidedOnArrival;
    }

    StepWait of(PlanNode node) {
        if (CLOSING.contains(node.type())) {
            return window(node);
        }
        return switch (node.type()) {
            case "match" -> pattern(node);
            case "over-aggregate" ->
                forWatermark(
                        node,
                        orderedBy(node.json().path("overSpec").path("groups").path(0)));
            case "temporal-sort" ->
                forWatermark(
                        node,
                        node.json()
                                .path("sortSpec")
                                .path("fields")
                                .path(0)
                                .path("index")
                                .asInt());
            case "temporal-join" ->
                forWatermark(node, node.json().path("leftTimeAttributeIndex").asInt());
            case "deduplicate" ->
                node.json().path("isRowtime").asBoolean()
                                && node.json().path("outputInsertOnly").asBoolean()
                                && !node.json().path("keepLastRow").asBoolean()
                        ? StepWait.forWatermark(REACHED)
                        : StepWait.NONE;
            case "process-table-function" ->
                node.json().path("functionCall").path("operands").findValues("orderKeys").stream()
                                .anyMatch(keys -> !keys.isEmpty())
                        ? StepWait.forWatermark(REACHED)
                        : StepWait.NONE;
            case "interval-join" -> intervalJoin(node);
            case "mini-batch-assigner" -> miniBatch(node);
            default -> StepWait.NONE;
        };
    }

    /** A pattern is decided in the order of event time, so each row waits for its turn, unless rows come in order. */
    private StepWait pattern(PlanNode node) {
        if (decidedOnArrival.contains(node.id())) {
            return new StepWait(
                    false, Span.NONE, "for nothing: the table says 'order' = 'key', so rows are decided on arrival");
        }
        JsonNode spec = node.json().path("matchSpec");
        return forWatermark(node, orderedBy(spec));
    }

    private static StepWait window(PlanNode node) {
        Window window = Window.of(node);
        boolean isClosedBefore =
                window.isAttached() && PlanGraph.upstream(node.input()).stream().anyMatch(StepWaits::isClosing);
        if (isClosedBefore) {
            return new StepWait(window.isEventTime(), Span.NONE, "until the window closes, with the step before");
        }
        String by = window.isEventTime() ? "" : ", by the machine's clock";
        return new StepWait(window.isEventTime(), window.untilClosed(), "until its window closes" + by);
    }

    private static boolean isClosing(PlanNode node) {
        return CLOSING.contains(node.type());
    }

    /** Pairs are told at once, what has no partner when none can come any more. */
    private static StepWait intervalJoin(PlanNode node) {
        JsonNode spec = node.json().path("intervalJoinSpec");
        String kind = spec.path("joinSpec").path("joinType").asText();
        JsonNode bounds = spec.path("windowBounds");
        boolean isEventTime = bounds.path("isEventTime").asBoolean();
        Duration left = JoinBounds.leftKept(bounds);
        Duration right = JoinBounds.rightKept(bounds);
        Duration unmatched =
                switch (kind) {
                    case "LEFT" -> left;
                    case "RIGHT" -> right;
                    case "FULL" -> left.compareTo(right) > 0 ? left : right;
                    default -> Duration.ZERO;
                };
        boolean isOuter = kind.equals("LEFT") || kind.equals("RIGHT") || kind.equals("FULL");
        return isOuter
                ? new StepWait(
                        isEventTime,
                        Span.upTo(unmatched),
                        "a row without a partner: until none can come any more, " + Durations.inWords(unmatched))
                : StepWait.NONE;
    }

    private static StepWait miniBatch(PlanNode node) {
        JsonNode interval = node.json().path("miniBatchInterval").path("interval");
        return new StepWait(
                false,
                Span.upTo(Duration.ofMillis(interval.asLong())),
                "gathers rows, as 'table.exec.mini-batch.allow-latency' says");
    }

    private static StepWait forWatermark(PlanNode node, int timeColumn) {
        return node.input().timeKind(timeColumn).equals("ROWTIME") ? StepWait.forWatermark(REACHED) : StepWait.NONE;
    }

    private static int orderedBy(JsonNode spec) {
        return spec.path("orderBy").path("fields").path(0).path("index").asInt();
    }
}
