package io.millrace.flink.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds operators whose state has no end as long as their input has none. */
final class GrowingState {

    private static final String FORGET =
            "or let it forget what was not touched for so long: SET 'table.exec.state.ttl' = '7 d';"
                    + " ('0 ms' says that it is meant to keep all)";
    private static final String BOUND_JOIN =
            "bound the join in time, such as b.t BETWEEN a.t AND a.t + INTERVAL '1' HOUR, " + FORGET;
    private static final String BOUND_GROUPS = "group by both window_start and window_end of a window, " + FORGET;
    private static final String BOUND_KEYS = "do it within a window, " + FORGET;
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern NUMBERED = Pattern.compile("\\d+$");
    private static final Set<String> AGGREGATES =
            Set.of("group-aggregate", "global-group-aggregate", "incremental-group-aggregate");

    private final PlanGraph graph;
    private final Script script;
    private final Predicate<String> isAppended;

    /** @param isAppended tells tables whose rows come without end and never replace one another */
    GrowingState(PlanGraph graph, Script script, Predicate<String> isAppended) {
        this.graph = graph;
        this.script = script;
        this.isAppended = isAppended;
    }

    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        for (PlanNode node : graph.nodes()) {
            warning(node).ifPresent(warnings::add);
        }
        return warnings;
    }

    private Optional<Problem> warning(PlanNode node) {
        if (node.type().equals("join")) {
            return ofJoin(node);
        }
        if (node.inputs().size() != 1 || !node.keepsForEver(0) || !isEndless(node.input())) {
            return Optional.empty();
        }
        if (AGGREGATES.contains(node.type())) {
            return ofAggregate(node);
        }
        if (node.type().equals("deduplicate")) {
            return keyed(node, node.described("key"), "this remembers each %s for ever, to know what came before");
        }
        boolean isRanked =
                node.type().equals("rank") && !node.described("partitionBy").isEmpty();
        return isRanked
                ? keyed(node, node.described("partitionBy"), "this keeps the first rows of each %s for ever")
                : Optional.empty();
    }

    private Optional<Problem> ofJoin(PlanNode join) {
        List<String> sides = new ArrayList<>();
        for (int side = 0; side < join.inputs().size(); side++) {
            if (join.keepsForEver(side) && isEndless(join.inputs().get(side))) {
                sides.add(side == 0 ? "left" : "right");
            }
        }
        if (sides.isEmpty()) {
            return Optional.empty();
        }
        String kept = sides.size() == 1 ? "its " + sides.get(0) + " side" : "both sides";
        Set<String> columns = new LinkedHashSet<>();
        String condition = join.description().replaceAll("(?s).*?where=\\[(.*?)\\], select=.*", "$1");
        Matcher words = WORD.matcher(condition);
        while (words.find()) {
            // the plan tells columns of one name apart by a number
            columns.add(NUMBERED.matcher(words.group()).replaceFirst(""));
            columns.add(words.group());
        }
        return Optional.of(Problem.at(
                script.clause(ClauseKind.JOIN, graph.results(join), columns),
                ErrorCode.STATE_UNBOUNDED,
                "this join keeps every row of " + kept + " for ever: its state grows without end",
                BOUND_JOIN));
    }

    private Optional<Problem> ofAggregate(PlanNode aggregate) {
        List<String> names = aggregate.described("groupBy");
        boolean isDistinct = false;
        for (JsonNode call : aggregate.json().path("aggCalls")) {
            isDistinct |= call.path("distinct").asBoolean();
        }
        boolean hasFewGroups = hasFewGroups(aggregate);
        if (hasFewGroups && !isDistinct) {
            return Optional.empty();
        }
        String message = hasFewGroups
                ? "this aggregate remembers every distinct value for ever: its state grows without end"
                : "this aggregate keeps each %s for ever: its state grows with every new one".formatted(quoted(names));
        return Optional.of(Problem.at(
                script.clause(ClauseKind.GROUP_BY, graph.results(aggregate), names),
                ErrorCode.STATE_UNBOUNDED,
                message,
                BOUND_GROUPS));
    }

    private Optional<Problem> keyed(PlanNode node, List<String> names, String message) {
        return Optional.of(Problem.at(
                script.clause(ClauseKind.PARTITION_BY, graph.results(node), names),
                ErrorCode.STATE_UNBOUNDED,
                message.formatted(quoted(names)) + ": its state grows without end",
                BOUND_KEYS));
    }

    /** Names that the planner made up would tell the user nothing. */
    private static String quoted(List<String> names) {
        if (names.stream().anyMatch(name -> name.startsWith("$"))) {
            return "group";
        }
        return '"' + String.join(", ", names) + '"';
    }

    /** Whether every grouping column can only be one of a few values that the script writes out. */
    private static boolean hasFewGroups(PlanNode aggregate) {
        PlanNode before = aggregate.input();
        while (before.type().equals("exchange")) {
            before = before.input();
        }
        for (int column : aggregate.indexes("grouping")) {
            boolean isFew = before.type().equals("calc")
                    && isOneOfFew(before.json().path("projection").path(column));
            if (!isFew) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneOfFew(JsonNode expression) {
        if (expression.path("kind").asText().equals("LITERAL")
                || expression.path("type").asText().startsWith("BOOLEAN")) {
            return true;
        }
        if (!expression.path("internalName").asText().startsWith("$CASE$")) {
            return false;
        }
        // condition, result, condition, result, ..., else
        JsonNode operands = expression.path("operands");
        boolean isFew = isOneOfFew(operands.path(operands.size() - 1));
        for (int result = 1; result < operands.size(); result += 2) {
            isFew &= isOneOfFew(operands.path(result));
        }
        return isFew;
    }

    /** Whether an operator's rows come without end, and do not replace or take back others. */
    private boolean isEndless(PlanNode node) {
        return switch (node.type()) {
            case "table-source-scan" -> isAppended.test(node.table());
            // as many rows as there are keys
            case "changelog-normalize", "group-aggregate", "global-group-aggregate", "rank" -> false;
            case "sort-limit", "limit" -> false;
            case "deduplicate" -> !node.json().path("keepLastRow").asBoolean() && isEndless(node.input());
            default -> node.inputs().stream().anyMatch(this::isEndless);
        };
    }
}
