package io.millrace.flink.check;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.SqlOutline.ClauseKind;
import io.millrace.flink.plan.PatternInput;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import io.millrace.flink.table.StreamTable;
import java.util.ArrayList;
import java.util.List;
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

    List<Problem> warnings(List<PatternInput> patterns) {
        List<Problem> warnings = new ArrayList<>();
        for (PlanNode node : graph.nodes()) {
            patterns.stream().filter(pattern -> pattern.node() == node.id()).forEach(pattern -> warning(node, pattern)
                    .ifPresent(warnings::add));
        }
        return warnings;
    }

    private Optional<Problem> warning(PlanNode node, PatternInput pattern) {
        return tables.apply(pattern.table())
                .map(pattern::missing)
                .filter(missing -> !missing.isEmpty())
                .map(missing -> {
                    String names = String.join("\", \"", missing);
                    return Problem.at(
                            script.clause(ClauseKind.PARTITION_BY, graph.results(node), pattern.partitionedByAs()),
                            ErrorCode.PATTERN_WAITS,
                            "this pattern waits for the watermark: table \"%s\" keeps the order of its key, and PARTITION BY lacks \"%s\" of it"
                                    .formatted(pattern.table(), names),
                            "add \"%s\" to the PARTITION BY; or key the topic by what the pattern is partitioned by"
                                    .formatted(names));
                });
    }
}
