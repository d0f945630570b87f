package io.millrace.flink.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The operators of a compiled plan, from sources to sinks. */
public final class PlanGraph {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Integer, PlanNode> nodes = new LinkedHashMap<>();

    private PlanGraph() {}

    public static PlanGraph of(PipelinePlan plan) {
        JsonNode json = parse(plan.json());
        PlanGraph graph = new PlanGraph();
        for (JsonNode node : json.path("nodes")) {
            int id = node.path("id").asInt();
            graph.nodes.put(id, new PlanNode(id, PlanNode.type(node), node, new ArrayList<>()));
        }
        for (JsonNode edge : json.path("edges")) {
            graph.node(edge.path("target")).inputs().add(graph.node(edge.path("source")));
        }
        return graph;
    }

    private static JsonNode parse(String plan) {
        try {
            return MAPPER.readTree(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a compiled plan is not JSON", e);
        }
    }

    private PlanNode node(JsonNode id) {
        return Objects.requireNonNull(nodes.get(id.asInt()), id::toString);
    }

    /** In the order of the plan: inputs before what reads them. */
    public List<PlanNode> nodes() {
        return List.copyOf(nodes.values());
    }

    public List<PlanNode> sinks() {
        return nodes.values().stream()
                .filter(node -> node.type().equals("sink"))
                .toList();
    }

    /** The names of the tables that its rows can reach. */
    public Set<String> results(PlanNode node) {
        Set<String> results = new LinkedHashSet<>();
        for (PlanNode sink : sinks()) {
            if (upstream(sink).contains(node)) {
                results.add(sink.table());
            }
        }
        return results;
    }

    /** The node itself and everything before it. */
    public static List<PlanNode> upstream(PlanNode node) {
        Map<Integer, PlanNode> all = new LinkedHashMap<>();
        collect(node, all);
        return List.copyOf(all.values());
    }

    private static void collect(PlanNode node, Map<Integer, PlanNode> all) {
        if (all.put(node.id(), node) == null) {
            node.inputs().forEach(input -> collect(input, all));
        }
    }
}
