package io.millrace.flink.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flink.plan.PlanNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where an operator's columns come from. */
final class ColumnSources {

    private ColumnSources() {}

    /** The columns of a calc's input that its columns are; constants are none. Empty if one of them is computed. */
    static Optional<Set<Integer>> ofCalc(PlanNode calc, Set<Integer> columns) {
        Set<Integer> sources = new LinkedHashSet<>();
        for (int column : columns) {
            JsonNode expression = calc.json().path("projection").path(column);
            if (expression.path("internalName").asText().startsWith("$CAST$")) {
                expression = expression.path("operands").path(0);
            }
            switch (expression.path("kind").asText()) {
                case "INPUT_REF" -> sources.add(expression.path("inputIndex").asInt());
                case "LITERAL" -> {}
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(sources);
    }

    /**
     * Follows columns back to the table that they are read from, over operators that neither combine rows nor change their
     * order within a subtask.
     *
     * @param node whose columns they are
     */
    static Optional<TableColumns> inTable(PlanNode node, Set<Integer> columns) {
        return switch (node.type()) {
            case "table-source-scan" -> {
                List<String> names = node.columns();
                yield Optional.of(new TableColumns(
                        node.table(), columns.stream().map(names::get).toList()));
            }
            case "calc" -> ofCalc(node, columns).flatMap(sources -> inTable(node.input(), sources));
            case "exchange", "watermark-assigner", "drop-update-before", "window-table-function" ->
                inTable(node.input(), columns);
            case "local-window-aggregate", "local-group-aggregate" -> {
                List<Integer> grouping = node.indexes("grouping");
                boolean areGroups = columns.stream().allMatch(column -> column < grouping.size());
                Set<Integer> sources = new LinkedHashSet<>();
                if (areGroups) {
                    columns.forEach(column -> sources.add(grouping.get(column)));
                }
                yield areGroups ? inTable(node.input(), sources) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** Some columns of a table, by name. */
    record TableColumns(String table, List<String> columns) {

        TableColumns {
            columns = List.copyOf(columns);
        }
    }
}
