package io.millrace.flink.check;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import io.millrace.flink.plan.PatternInput;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import io.millrace.flink.plan.PlannedPatterns.InJava;
import io.millrace.flink.table.StreamTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds patterns that wait for the watermark although their topic keeps an order: that of another key. */
final class WaitingPatterns {

    private final PlanGraph graph;
    private final Script script;
    private final Function<String, Optional<StreamTable>> tables;

    /** @param tables the binding of a table that says {@code 'order' = 'key'}; empty for others */
    WaitingPatterns(PlanGraph graph, Script script, Function<String, Optional<StreamTable>> tables) {
        this.graph = graph;
        this.script = script;
        this.tables = tables;
    }

    /** @param patterns by their node in the plan */
    List<Problem> warnings(Map<Integer, PatternInput> patterns) {
        List<Problem> warnings = new ArrayList<>();
        for (PlanNode node : graph.nodes()) {
            Optional.ofNullable(patterns.get(node.id()))
                    .flatMap(pattern -> warning(node, pattern))
                    .ifPresent(warnings::add);
        }
        return warnings;
    }

    Optional<Problem> warning(InJava pattern) {
        String table = pattern.input().table();
        return tables.apply(table)
                .filter(from -> !pattern.input().isInOrder(from))
                .map(from -> Problem.at(
                        pattern.at(),
                        ErrorCode.PATTERN_WAITS,
                        "a pattern on these rows waits for the watermark: table \"%s\" keeps the order of its key, and it is not known that the pattern's key is \"%s\""
                                .formatted(
                                        table,
                                        String.join("\", \"", from.keyType().getFieldNames())),
                        from.keyType().getFieldCount() == 1
                                ? "key the rows by that component of their record, as in keyBy(Payment::cardId), with nothing but filters in between"
                                : "write the pattern in SQL: in Java, a key of several columns cannot be recognised"));
    }

    private static Optional<String> missing(PatternInput pattern, StreamTable from) {
        List<String> missing = pattern.missing(from);
        return missing.isEmpty() ? Optional.empty() : Optional.of(String.join("\", \"", missing));
    }

    private Optional<Problem> warning(PlanNode node, PatternInput pattern) {
        return tables.apply(pattern.table())
                .flatMap(from -> missing(pattern, from))
                .map(missing -> Problem.at(
                        script.clause(ClauseKind.PARTITION_BY, graph.results(node), pattern.partitionedByAs()),
                        ErrorCode.PATTERN_WAITS,
                        "this pattern waits for the watermark: table \"%s\" keeps the order of its key, and PARTITION BY lacks \"%s\" of it"
                                .formatted(pattern.table(), missing),
                        "add \"%s\" to the PARTITION BY; or key the topic by what the pattern is partitioned by"
                                .formatted(missing)));
    }
}
