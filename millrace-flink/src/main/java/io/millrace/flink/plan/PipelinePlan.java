package io.millrace.flink.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A compiled plan. The ids of its nodes are the uids of the job's operators, so the same plan always finds its state
 * again.
 *
 * @param json as Flink compiled it, with nodes numbered from 1 instead of from a counter of the JVM
 */
public record PipelinePlan(String json) {

    /** Of a pipeline that reads nothing and has no SQL that computes. */
    static final PipelinePlan EMPTY = new PipelinePlan("{\"nodes\": [], \"edges\": []}");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    /**
     * STDDEV and VARIANCE become an internal function that Flink 2.3 cannot find again in a plan of its own: two tables
     * of functions know it, and Flink takes two answers for none. Only one of them knows this schema of the SQL standard.
     */
    private static final Pattern FOUND_TWICE =
            Pattern.compile("\"internalName\"\\s*:\\s*\"\\$(\\$\\w+\\$\\d+)\\$\\d+\"");

    private static final String SCAN = "scanTableSource";
    private static final String SINK = "dynamicTableSink";

    /** @param compiled as Flink gave it */
    static PipelinePlan of(String compiled) {
        JsonNode plan = parse(findable(compiled));
        Map<Integer, Integer> numbers = new HashMap<>();
        for (JsonNode node : plan.path("nodes")) {
            numbers.put(node.path("id").asInt(), numbers.size() + 1);
        }
        renumber(plan, numbers);
        return new PipelinePlan(plan.toPrettyString());
    }

    private static String findable(String compiled) {
        return FOUND_TWICE
                .matcher(compiled)
                .replaceAll(found -> Matcher.quoteReplacement("\"catalogName\" : \"`" + PipelineCatalog.NAME
                        + "`.`INFORMATION_SCHEMA`.`" + found.group(1) + "`\""));
    }

    /** @param numbers new ids by old ones */
    static void renumber(JsonNode plan, Map<Integer, Integer> numbers) {
        for (JsonNode node : plan.path("nodes")) {
            renumber(node, "id", numbers);
        }
        for (JsonNode edge : plan.path("edges")) {
            renumber(edge, "source", numbers);
            renumber(edge, "target", numbers);
        }
    }

    private static void renumber(JsonNode node, String field, Map<Integer, Integer> numbers) {
        Integer number = numbers.get(node.path(field).asInt());
        if (number != null) {
            ((ObjectNode) node).put(field, number);
        }
    }

    boolean isEmpty() {
        return parse(json).path("nodes").isEmpty();
    }

    /** The tables that are read, by name. */
    public Set<String> inputs() {
        return tables(SCAN);
    }

    /** The tables that are written, by name. */
    public Set<String> outputs() {
        return tables(SINK);
    }

    private Set<String> tables(String field) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode node : parse(json).path("nodes")) {
            table(node, field).ifPresent(names::add);
        }
        return names;
    }

    /** The table that a scan reads, by name. */
    static String table(JsonNode scan) {
        return table(scan, SCAN).orElseThrow();
    }

    /** The table, or other sink, that a node of the plan writes, by name; empty if it writes none. */
    static Optional<String> sink(JsonNode node) {
        return table(node, SINK);
    }

    private static Optional<String> table(JsonNode node, String field) {
        String identifier = node.path(field).path("table").path("identifier").asText("");
        if (identifier.isEmpty()) {
            return Optional.empty();
        }
        // `catalog`.`database`.`table`
        String quoted = identifier.substring(identifier.indexOf("`.`", identifier.indexOf("`.`") + 3) + 3);
        return Optional.of(quoted.substring(0, quoted.length() - 1).replace("``", "`"));
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a compiled plan is not JSON", e);
        }
    }
}
