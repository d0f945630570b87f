package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.text.Durations;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator does, in the words of the SQL it comes from. */
final class StepText {

    private static final int MOST_AGGREGATES = 4;
    private static final int LONGEST_AGGREGATE = 40;
    private static final Pattern RANGE = Pattern.compile("rankEnd=(\\w+)");
    private static final Pattern SPAN = Pattern.compile("(RANGE|ROWS) BETWEEN (\\w+) PRECEDING");

    private StepText() {}

    /** Empty for an operator that only carries rows on, such as a shuffle. */
    static Optional<String> of(PlanNode node) {
        return Optional.of(
                        switch (node.type()) {
                            case "exchange",
                                    "local-window-aggregate",
                                    "local-group-aggregate",
                                    "drop-update-before",
                                    "watermark-assigner",
                                    "expand" -> "";
                            case "table-source-scan" -> "read " + node.table();
                            case "sink" -> "write " + node.table();
                            case "calc" -> filter(node);
                            case "window-table-function" ->
                                "windows, " + Window.of(node).text();
                            case "window-aggregate", "global-window-aggregate" -> windowTotal(node);
                            case "window-rank" ->
                                top(node) + per(node.described("partitionBy")) + ", in each window, "
                                        + Window.of(node).text();
                            case "window-deduplicate" ->
                                kept(node) + per(node.described("partitionKeys")) + ", in each window, "
                                        + Window.of(node).text();
                            case "window-join" ->
                                JoinText.kind(node, "window join") + JoinText.keys(node) + ", "
                                        + Window.of(node).text();
                            case "group-aggregate", "global-group-aggregate", "incremental-group-aggregate" ->
                                "running total" + per(node.described("groupBy")) + aggregates(node);
                            case "deduplicate" -> kept(node) + per(node.described("key"));
                            case "rank" -> top(node) + per(node.described("partitionBy"));
                            case "changelog-normalize" -> "newest row" + per(node.described("key"));
                            case "over-aggregate" -> over(node);
                            case "match" -> pattern(node);
                            case "join" -> JoinText.kind(node, "join") + JoinText.keys(node);
                            case "interval-join" -> JoinText.interval(node);
                            case "temporal-join" ->
                                JoinText.kind(node, "join") + JoinText.keys(node)
                                        + ", with the version of the right side at the left row's time";
                            case "lookup-join" -> "look up in a table";
                            case "process-table-function" -> function(node).orElseGet(() -> plain(node));
                            case "union" -> "union";
                            case "temporal-sort" -> "sort by event time";
                            case "mini-batch-assigner" -> "gather rows";
                            default -> plain(node);
                        })
                .filter(text -> !text.isEmpty());
    }

    private static String filter(PlanNode node) {
        return ConditionText.of(node.description())
                .map(condition -> "rows where " + ConditionText.plain(ColumnNames.inSql(condition, node.input())))
                .orElse("");
    }

    private static String windowTotal(PlanNode node) {
        return "window total" + per(node.described("groupBy")) + ", "
                + Window.of(node).text() + aggregates(node);
    }

    private static String aggregates(PlanNode node) {
        List<String> all = ColumnNames.aggregates(node).stream()
                .map(StepText::shortened)
                .distinct()
                .toList();
        if (all.isEmpty()) {
            return "";
        }
        String more = all.size() > MOST_AGGREGATES ? ", ..." : "";
        return ": " + String.join(", ", all.subList(0, Math.min(MOST_AGGREGATES, all.size()))) + more;
    }

    private static String shortened(String aggregate) {
        String plain = ConditionText.plain(aggregate);
        return plain.length() <= LONGEST_AGGREGATE ? plain : plain.substring(0, plain.indexOf('(')) + "(...)";
    }

    private static String kept(PlanNode node) {
        boolean isLast = node.json().path("keepLastRow").asBoolean();
        boolean isByTime =
                node.json().path("isRowtime").asBoolean() || node.type().equals("window-deduplicate");
        return (isLast ? "last row" : "first row") + (isByTime ? " in time" : " to arrive");
    }

    private static String top(PlanNode node) {
        Matcher range = RANGE.matcher(node.description());
        String order = String.join(", ", node.described("orderBy"));
        return (range.find() ? "first " + range.group(1) : "first rows") + " by "
                + ColumnNames.inSql(order, node.input());
    }

    private static String over(PlanNode node) {
        Matcher span = SPAN.matcher(node.description());
        String length = "";
        if (span.find() && !span.group(2).equals("UNBOUNDED")) {
            length = span.group(1).equals("ROWS")
                    ? " over the last " + span.group(2) + " rows"
                    : " over the last " + Durations.inWords(Duration.ofMillis(Long.parseLong(span.group(2))));
        }
        return "moving total" + per(node.described("partitionBy")) + length + aggregates(node);
    }

    private static String pattern(PlanNode node) {
        JsonNode spec = node.json().path("matchSpec");
        String length = spec.path("interval").path("value").asText();
        String within =
                length.isEmpty() ? "" : ", within " + Durations.inWords(Duration.ofMillis(Long.parseLong(length)));
        List<String> variables = new ArrayList<>();
        spec.path("patternDefinitions").fieldNames().forEachRemaining(variables::add);
        return "pattern" + per(node.described("partitionBy")) + within
                + (variables.isEmpty() ? "" : ", of " + String.join(", ", variables));
    }

    private static String per(List<String> names) {
        return names.isEmpty() ? "" : " per " + String.join(", ", names);
    }

    /** The name of a process table function that the pipeline has; empty for Flink's own. */
    static Optional<String> function(PlanNode node) {
        JsonNode call = node.json().path("functionCall");
        String name = call.path("systemName").asText(call.path("catalogName").asText());
        // `catalog`.`database`.`name`
        return Optional.of(name.replaceAll(".*\\.|`", "")).filter(text -> !text.isEmpty());
    }

    private static String plain(PlanNode node) {
        return node.type().replace('-', ' ').toLowerCase(Locale.ROOT);
    }
}
