package io.millrace.flink.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Follows the patterns of a compiled plan back to the tables that they read. On the way there may be filters,
 * projections and exchanges by key only: these leave the rows of each topic key in order, anything else may not.
 */
public final class PatternInputs {

    private final Map<Integer, JsonNode> nodes = new HashMap<>();
    private final Map<Integer, List<Integer>> inputs = new HashMap<>();

    private PatternInputs(JsonNode plan) {
        plan.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), node));
        plan.path("edges")
                .forEach(edge -> inputs.computeIfAbsent(edge.path("target").asInt(), ignored -> new ArrayList<>())
                        .add(edge.path("source").asInt()));
    }

    /** Of the patterns in SQL, by their node in the plan. */
    public static Map<Integer, PatternInput> of(PipelinePlan plan) {
        return new PatternInputs(PipelinePlan.parse(plan.json())).all();
    }

    /** The id of the operator that a pattern in SQL becomes in a job. */
    static String uid(int node) {
        return node + "_match";
    }

    /**
     * Of a pattern in Java behind a sink of the plan, which hands its rows over.
     *
     * @param column of the sink, by its place, by which the pattern is partitioned; empty for nothing that is known
     */
    static Optional<PatternInput> behind(PipelinePlan plan, String sink, OptionalInt column) {
        return new PatternInputs(PipelinePlan.parse(plan.json())).behindSink(sink, column);
    }

    private Optional<PatternInput> behindSink(String name, OptionalInt column) {
        return nodes.values().stream()
                .filter(node -> PipelinePlan.sink(node).filter(name::equals).isPresent())
                .findFirst()
                .flatMap(this::before)
                .flatMap(last -> scan(last, column.stream().boxed().toList()))
                // the names in Java are no help: what is missing is told in those of the table
                .map(scan -> new PatternInput(PipelinePlan.table(scan.node()), scan.columns(), scan.columns()));
    }

    private Map<Integer, PatternInput> all() {
        Map<Integer, PatternInput> all = new HashMap<>();
        nodes.forEach((id, node) -> {
            if (isA(node, "match")) {
                input(node).ifPresent(input -> all.put(id, input));
            }
        });
        return all;
    }

    private Optional<PatternInput> input(JsonNode match) {
        List<Integer> columns = new ArrayList<>();
        match.path("matchSpec").path("partition").path("fields").forEach(column -> columns.add(column.asInt()));
        Optional<JsonNode> first = before(match);
        if (first.isEmpty() || isOnProcessingTime(match, first.get())) {
            return Optional.empty();
        }
        List<String> names = PlanColumns.names(first.get().path("outputType"));
        List<String> calledAs = columns.stream().map(names::get).toList();
        return scan(first.get(), columns)
                .map(scan -> new PatternInput(PipelinePlan.table(scan.node()), scan.columns(), calledAs));
    }

    /** Then no watermark is waited for. */
    private static boolean isOnProcessingTime(JsonNode match, JsonNode input) {
        int time = match.path("matchSpec")
                .path("orderBy")
                .path("fields")
                .path(0)
                .path("index")
                .asInt();
        return input.path("outputType")
                .path("fields")
                .path(time)
                .path("fieldType")
                .path("kind")
                .asText()
                .equals("PROCTIME");
    }

    /** A table's scan, and those of its columns that are asked for. */
    private record Scan(JsonNode node, List<String> columns) {}

    private Optional<Scan> scan(JsonNode from, List<Integer> wanted) {
        Optional<JsonNode> next = Optional.of(from);
        List<Integer> columns = wanted;
        while (next.isPresent()) {
            JsonNode node = next.get();
            if (isA(node, "table-source-scan")) {
                List<String> names = PlanColumns.names(node.path("outputType"));
                return Optional.of(
                        new Scan(node, columns.stream().map(names::get).toList()));
            }
            if (isA(node, "calc")) {
                columns = columns.stream()
                        .map(column -> source(node, column))
                        .flatMapToInt(OptionalInt::stream)
                        .boxed()
                        .toList();
            } else if (!isA(node, "exchange") || !isByHash(node)) {
                return Optional.empty();
            }
            next = before(node);
        }
        return Optional.empty();
    }

    private Optional<JsonNode> before(JsonNode node) {
        List<Integer> before = inputs.getOrDefault(node.path("id").asInt(), List.of());
        return before.size() == 1 ? Optional.ofNullable(nodes.get(before.get(0))) : Optional.empty();
    }

    /** Where a projection has a column from; empty if it is computed. */
    private static OptionalInt source(JsonNode calc, int column) {
        JsonNode expression = calc.path("projection").path(column);
        return expression.path("kind").asText().equals("INPUT_REF")
                ? OptionalInt.of(expression.path("inputIndex").asInt())
                : OptionalInt.empty();
    }

    private static boolean isByHash(JsonNode exchange) {
        return exchange.path("inputProperties")
                .path(0)
                .path("requiredDistribution")
                .path("type")
                .asText()
                .equals("HASH");
    }

    private static boolean isA(JsonNode node, String type) {
        return node.path("type").asText().startsWith("stream-exec-" + type + "_");
    }
}
