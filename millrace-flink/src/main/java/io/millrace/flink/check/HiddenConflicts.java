package io.millrace.flink.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.SqlOutline;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import io.millrace.flink.table.StreamTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Finds inserts whose query has rows of several keys for one key of the table. Where the user says nothing, the last one
 * written wins.
 */
final class HiddenConflicts {

    private final PlanGraph graph;
    private final Script script;
    private final Function<String, Optional<StreamTable>> tables;

    /** @param tables the binding of a table that is an upsert stream; empty for others */
    HiddenConflicts(PlanGraph graph, Script script, Function<String, Optional<StreamTable>> tables) {
        this.graph = graph;
        this.script = script;
        this.tables = tables;
    }

    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        for (PlanNode sink : graph.sinks()) {
            Optional<StreamTable> table = tables.apply(sink.table());
            List<SqlOutline> inserts = script.inserts(sink.table());
            // with several, it cannot be told which of them the operator belongs to
            if (table.isPresent() && inserts.size() == 1 && !inserts.get(0).hasConflictClause()) {
                List<String> missing =
                        missing(sink.input(), new LinkedHashSet<>(table.get().keyColumns()));
                if (!missing.isEmpty()) {
                    warnings.add(conflict(sink.table(), inserts.get(0), missing));
                }
            }
        }
        return warnings;
    }

    private static Problem conflict(String table, SqlOutline insert, List<String> missing) {
        // what is grouped by may be computed, and then has no name but one that the planner made up
        boolean hasNames = missing.stream().noneMatch(name -> name.startsWith("$"));
        String names = hasNames ? '"' + String.join("\", \"", missing) + '"' : "what the query groups by";
        return Problem.at(
                insert.subjectPlace(),
                ErrorCode.CONFLICT_HIDDEN,
                "rows of different %s can meet under one key of table \"%s\": only the last one written stays"
                        .formatted(hasNames ? names : "groups", table),
                "add %s to the PRIMARY KEY; or, if that is meant, end the INSERT with ON CONFLICT DO DEDUPLICATE"
                        .formatted(names));
    }

    /** What tells two rows of an operator apart, but is not in these columns; empty if nothing, or if it is not known. */
    private static List<String> missing(PlanNode from, Set<Integer> key) {
        PlanNode node = from;
        Set<Integer> columns = key;
        while (node.type().equals("exchange") || node.type().equals("calc")) {
            if (node.type().equals("calc")) {
                Optional<Set<Integer>> before = ColumnSources.ofCalc(node, columns);
                if (before.isEmpty()) {
                    return List.of();
                }
                columns = before.get();
            }
            node = node.input();
        }
        return switch (node.type()) {
            case "group-aggregate", "global-group-aggregate" -> missingGroups(node, columns);
            case "window-aggregate", "global-window-aggregate" -> {
                List<String> missing = new ArrayList<>(missingGroups(node, columns));
                missing.addAll(missingWindow(node, columns));
                yield missing;
            }
            default -> List.of();
        };
    }

    private static List<String> missingGroups(PlanNode aggregate, Set<Integer> columns) {
        List<String> names = aggregate.described("groupBy");
        List<String> missing = new ArrayList<>();
        for (int group = 0; group < names.size(); group++) {
            if (!columns.contains(group)) {
                missing.add(names.get(group));
            }
        }
        return missing;
    }

    /** Either end tells a window; only of growing ones (CUMULATE) many have the same start. */
    private static List<String> missingWindow(PlanNode aggregate, Set<Integer> columns) {
        JsonNode properties = aggregate.json().path("namedWindowProperties");
        boolean isGrowing = aggregate
                .json()
                .path("windowing")
                .path("window")
                .path("type")
                .asText()
                .startsWith("Cumul");
        int first = aggregate.width() - properties.size();
        for (int index = 0; index < properties.size(); index++) {
            String kind = properties.path(index).path("property").path("kind").asText();
            if (columns.contains(first + index) && !(isGrowing && kind.equals("WindowStart"))) {
                return List.of();
            }
        }
        return List.of(isGrowing ? "window_end" : "window_start");
    }
}
