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
 */
final class PlanMeanings {

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
        StringBuilder text = new StringBuilder(own.toString());
        inputs.getOrDefault(id, List.of()).forEach(input -> text.append('|').append(meaning(input)));
        String meaning = digest(text.toString());
        meanings.put(id, meaning);
        return meaning;
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
