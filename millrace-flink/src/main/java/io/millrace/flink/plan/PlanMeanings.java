package io.millrace.flink.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What each operator of a plan computes: its own definition and that of everything before it. Two operators of one
 * meaning hold the same state; the same aggregate over another table or behind another filter does not.
 *
 * <p>A further statement may make a scan read more columns, which moves those that were there, and may put a projection
 * behind it. So what reads a scan is told by the names of the columns it gets, whether from the scan itself or from a
 * projection, and what else the scan reads does not matter to it.
 */
final class PlanMeanings {

    private static final String SCAN = "scanTableSource";
    private static final String DESCRIPTION = "description";

    private final Map<Integer, JsonNode> nodes = new HashMap<>();
    private final Map<Integer, List<Integer>> inputs = new HashMap<>();
    private final Map<Integer, String> meanings = new HashMap<>();

    private PlanMeanings(JsonNode plan) {
        plan.path("nodes").forEach(node -> nodes.put(node.path("id").asInt(), node));
        plan.path("edges")
                .forEach(edge -> inputs.computeIfAbsent(edge.path("target").asInt(), ignored -> new ArrayList<>())
                        .add(edge.path("source").asInt()));
    }

    /** Digests by the node's id. */
    static Map<Integer, String> of(JsonNode plan) {
        PlanMeanings all = new PlanMeanings(plan);
        all.nodes.keySet().forEach(all::meaning);
        return all.meanings;
    }

    private String meaning(int id) {
        String known = meanings.get(id);
        if (known != null) {
            return known;
        }
        JsonNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("a plan has an edge to a missing node " + id);
        }
        ObjectNode own = node.deepCopy();
        own.remove("id");
        StringBuilder text = new StringBuilder();
        for (int input : inputs.getOrDefault(id, List.of())) {
            JsonNode scan = nodes.get(input);
            if (isCalc(node) && scan != null && scan.has(SCAN)) {
                nameColumns(own, PlanColumns.names(scan.path("outputType")));
                own.remove(DESCRIPTION);
                text.append('|').append(scan.path(SCAN).path("table"));
            } else {
                text.append('|').append(rows(input));
            }
        }
        String meaning = digest(own + text.toString());
        meanings.put(id, meaning);
        return meaning;
    }

    /** What the rows of an operator are to the one that reads them. */
    private String rows(int id) {
        JsonNode node = nodes.get(id);
        if (node != null && node.has(SCAN)) {
            return node.path(SCAN).path("table").toString() + PlanColumns.names(node.path("outputType"));
        }
        List<Integer> before = inputs.getOrDefault(id, List.of());
        JsonNode scan = before.size() == 1 ? nodes.get(before.get(0)) : null;
        if (node == null || scan == null || !scan.has(SCAN) || !isProjection(node)) {
            return meaning(id);
        }
        List<String> read = PlanColumns.names(scan.path("outputType"));
        List<String> taken = new ArrayList<>();
        node.path("projection")
                .forEach(column -> taken.add(read.get(column.path("inputIndex").asInt())));
        return scan.path(SCAN).path("table").toString() + taken;
    }

    /** A calculation that only picks columns. */
    private static boolean isProjection(JsonNode node) {
        boolean picks = isCalc(node) && !node.path("condition").isObject();
        for (JsonNode column : node.path("projection")) {
            picks &= column.path("kind").asText().equals("INPUT_REF");
        }
        return picks;
    }

    private static boolean isCalc(JsonNode node) {
        return node.path("type").asText().startsWith("stream-exec-calc");
    }

    private static void nameColumns(JsonNode expression, List<String> columns) {
        JsonNode index = expression.path("inputIndex");
        if (expression instanceof ObjectNode reference && index.isInt() && index.asInt() < columns.size()) {
            reference.put("inputIndex", columns.get(index.asInt()));
        }
        expression.forEach(part -> nameColumns(part, columns));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
