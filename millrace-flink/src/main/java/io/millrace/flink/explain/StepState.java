package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/** What an operator keeps, and for how long. */
final class StepState {

    private static final Pattern SPAN = Pattern.compile("(RANGE|ROWS) BETWEEN (\\d+) PRECEDING");

    private static final String OPEN = " in each open window, until it closes";

    private final Optional<Duration> timeToLive;

    /** @param timeToLive that the script sets for operators whose plan does not tell; zero is none */
    StepState(Optional<Duration> timeToLive) {
        this.timeToLive = timeToLive.filter(length -> !length.isZero());
    }

    List<String> of(PlanNode node) {
        return switch (node.type()) {
            case "group-aggregate", "global-group-aggregate", "incremental-group-aggregate" ->
                List.of("the aggregates" + ofEach(node.described("groupBy")) + ", " + kept(node, 0));
            case "window-aggregate", "global-window-aggregate", "group-window-aggregate" ->
                List.of("the aggregates" + ofEach(node.described("groupBy")) + OPEN);
            case "window-rank", "window-deduplicate" ->
                List.of("the rows to tell"
                        + ofEach(node.described(node.type().equals("window-rank") ? "partitionBy" : "partitionKeys"))
                        + OPEN);
            case "window-join" -> List.of("rows of both sides, until their window closes");
            case "deduplicate" -> List.of("a row" + ofEach(node.described("key")) + ", " + kept(node, 0));
            case "rank" -> List.of("the first rows" + ofEach(node.described("partitionBy")) + ", " + kept(node, 0));
            case "changelog-normalize" ->
                List.of("the newest row" + ofEach(node.described("key")) + ", " + kept(node, 0));
            case "join" ->
                List.of(
                        side(node, "left", "leftInputSpec") + ", " + kept(node, 0),
                        side(node, "right", "rightInputSpec") + ", " + kept(node, 1));
            case "interval-join" -> intervalJoin(node);
            case "temporal-join" ->
                List.of(
                        "left rows, until the watermark reaches them",
                        "right side: versions that the watermark has not passed, and the newest before, " + kept());
            case "over-aggregate" -> over(node);
            case "match" -> match(node);
            case "process-table-function" ->
                StepText.function(node).map(name -> "what " + name + " wants to keep").stream()
                        .toList();
            case "temporal-sort" -> List.of("rows, until the watermark reaches them");
            case "sink" ->
                node.json().has("state")
                        ? List.of("rows by the table's key, to take them back, " + kept(node, 0))
                        : List.of();
            default -> node.json().has("state") ? List.of("rows, " + kept(node, 0)) : List.of();
        };
    }

    private List<String> over(PlanNode node) {
        String each = ofEach(node.described("partitionBy"));
        Matcher span = SPAN.matcher(node.description());
        if (!span.find()) {
            boolean isEarlier =
                    node.description().contains("LAG(") || node.description().contains("LEAD(");
            return List.of((isEarlier ? "the rows that it looks back on" : "the aggregates") + each + ", " + kept());
        }
        String length = span.group(1).equals("ROWS")
                ? "last " + span.group(2) + " rows"
                : "rows of the last " + Durations.inWords(Duration.ofMillis(Long.parseLong(span.group(2))));
        return List.of("the " + length + each);
    }

    private static List<String> match(PlanNode node) {
        String length =
                node.json().path("matchSpec").path("interval").path("value").asText();
        String end = length.isEmpty()
                ? "for ever: the pattern has no WITHIN"
                : "for " + Durations.inWords(Duration.ofMillis(Long.parseLong(length)));
        return List.of("the rows of begun patterns, " + end);
    }

    private static List<String> intervalJoin(PlanNode node) {
        JsonNode bounds = node.json().path("intervalJoinSpec").path("windowBounds");
        return List.of(
                "left rows, " + untilPassed(JoinBounds.leftKept(bounds)),
                "right rows, " + untilPassed(JoinBounds.rightKept(bounds)));
    }

    private static String untilPassed(Duration length) {
        return length.isZero()
                ? "until the watermark reaches them"
                : "until the watermark is " + Durations.inWords(length) + " past them";
    }

    private static String side(PlanNode node, String name, String spec) {
        String unique = node.description().replaceAll("(?s).*\\b" + spec + "=\\[([^\\]]*)\\].*", "$1");
        return unique.equals("NoUniqueKey")
                ? "every row of its " + name + " side"
                : name + " side: the newest row of each key";
    }

    private static String ofEach(List<String> names) {
        return names.isEmpty() ? "" : " of each " + String.join(", ", names);
    }

    private static String kept(PlanNode node, int input) {
        if (node.keepsForEver(input)) {
            return "for ever";
        }
        String length = node.json().path("state").path(input).path("ttl").asText();
        return length.isEmpty() ? "for ever" : untouched(TimeUtils.parseDuration(length));
    }

    private String kept() {
        return timeToLive.map(StepState::untouched).orElse("for ever");
    }

    private static String untouched(Duration length) {
        return "until not touched for " + Durations.inWords(length);
    }
}
