package io.millrace.flink.plan;

import io.millrace.core.error.SourceLocation;
import io.millrace.flink.pattern.PatternsOnArrival;
import io.millrace.flink.program.Programs;
import io.millrace.flink.program.ReadPattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The patterns of a pipeline, in SQL and in Java: one whose input keeps each key's order need not wait for the watermark. */
public final class PlannedPatterns {

    private final Programs programs;
    private final Predicate<PatternInput> isInOrder;

    PlannedPatterns(Programs programs, Predicate<PatternInput> isInOrder) {
        this.programs = programs;
        this.isInOrder = isInOrder;
    }

    /** The patterns in SQL that do not wait for the watermark, by their node in the plan. */
    public Set<Integer> decidedOnArrival(PipelinePlan plan) {
        return PatternInputs.of(plan).entrySet().stream()
                .filter(pattern -> isInOrder.test(pattern.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What patterns in Java read, where it is one table, with the place in the Java that reads it. */
    public List<InJava> inJava(PipelinePlan plan) {
        return programs.patterns().stream()
                .flatMap(pattern -> input(plan, pattern).map(input -> new InJava(input, pattern.at())).stream())
                .toList();
    }

    /** A pattern in Java. */
    public record InJava(PatternInput input, SourceLocation at) {}

    /** Puts operators that do not wait in the place of those that need not. */
    void exchange(PipelinePlan plan, StreamGraph graph) {
        Set<String> inSql =
                decidedOnArrival(plan).stream().map(PatternInputs::uid).collect(Collectors.toSet());
        Set<Integer> inJava = programs.patterns(graph).stream()
                .filter(pattern -> input(plan, pattern).filter(isInOrder).isPresent())
                .map(ReadPattern::node)
                .collect(Collectors.toSet());
        PatternsOnArrival.exchange(
                graph, node -> inSql.contains(node.getTransformationUID()) || inJava.contains(node.getId()));
    }

    private static Optional<PatternInput> input(PipelinePlan plan, ReadPattern pattern) {
        return PatternInputs.behind(plan, pattern.read(), pattern.column());
    }
}
