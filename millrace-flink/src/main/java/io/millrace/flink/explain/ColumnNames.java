package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The SQL behind columns that the planner names itself, such as {@code EXPR$2} for {@code SUM(amount)}. */
final class ColumnNames {

    /** What the input of the first half of an aggregate in two halves looks like. */
    private static final String BEFORE_BOTH_HALVES = "localAggInputRowType";

    private static final Pattern INVENTED = Pattern.compile("\\b[\\p{L}_][\\p{L}\\p{N}_]*\\$[\\w$]+|\\$\\w+");
    private static final Pattern FUNCTION = Pattern.compile("\\$([A-Z_]+)\\$\\d+");
    private static final int DEEPEST = 8;

    private ColumnNames() {}

    /** A text of an operator's description, with what the user wrote in place of names that he did not. */
    static String inSql(String text, PlanNode input) {
        return resolve(text, definitions(input), 0);
    }

    /** The aggregates of an operator as in SQL; those that the planner has taken apart are left out. */
    static List<String> aggregates(PlanNode node) {
        JsonNode group = node.json().path("overSpec").path("groups").path(0);
        JsonNode calls = node.json().path("aggCalls").isArray() ? node.json().path("aggCalls") : group.path("aggCalls");
        List<String> inputs = inputs(node);
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode call : calls) {
            call(call, inputs).map(text -> inSql(text, node.input())).ifPresent(texts::add);
        }
        return List.copyOf(texts);
    }

    private static String resolve(String text, Map<String, String> definitions, int depth) {
        Matcher names = INVENTED.matcher(text);
        return names.replaceAll(name -> {
            String definition = definitions.get(name.group());
            return Matcher.quoteReplacement(
                    definition == null || depth > DEEPEST ? name.group() : resolve(definition, definitions, depth + 1));
        });
    }

    private static Map<String, String> definitions(PlanNode input) {
        Map<String, String> nearest = new LinkedHashMap<>();
        for (PlanNode node : PlanGraph.upstream(input)) {
            ofNode(node).forEach(nearest::putIfAbsent);
        }
        return nearest;
    }

    private static Map<String, String> ofNode(PlanNode node) {
        Map<String, String> definitions = new LinkedHashMap<>();
        if (node.json().has(BEFORE_BOTH_HALVES)) {
            JsonNode calls = node.json().path("aggCalls");
            List<String> inputs = inputs(node);
            List<String> outputs = node.columns();
            int first = node.indexes("grouping").size();
            for (int index = 0; index < calls.size() && first + index < outputs.size(); index++) {
                String output = outputs.get(first + index);
                call(calls.path(index), inputs).ifPresent(text -> definitions.put(output, text));
            }
            return definitions;
        }
        for (String item : items(node.description())) {
            int as = item.lastIndexOf(" AS ");
            if (as > 0 && INVENTED.matcher(item.substring(as + 4)).matches()) {
                definitions.put(item.substring(as + 4), item.substring(0, as));
            }
        }
        return definitions;
    }

    private static List<String> inputs(PlanNode node) {
        return node.json().has(BEFORE_BOTH_HALVES)
                ? node.columns(BEFORE_BOTH_HALVES)
                : node.input().columns();
    }

    private static Optional<String> call(JsonNode call, List<String> inputs) {
        Matcher builtIn = FUNCTION.matcher(call.path("internalName").asText());
        String own = call.path("catalogName")
                .asText(call.path("systemName").asText())
                .replaceAll(".*\\.", "")
                .replace("`", "");
        if (!builtIn.matches() && (own.isEmpty() || own.contains("$"))) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        for (JsonNode argument : call.path("argList")) {
            // behind the columns stand constants, which are none of the user's columns
            if (argument.asInt() < inputs.size()) {
                arguments.add(inputs.get(argument.asInt()));
            }
        }
        String distinct = call.path("distinct").asBoolean() ? "DISTINCT " : "";
        return Optional.of((builtIn.matches() ? builtIn.group(1) : own)
                + "("
                + (arguments.isEmpty() ? "*" : distinct + arguments.stream().collect(Collectors.joining(", ")))
                + ")");
    }

    /** The select list of a description, split where no bracket is open. */
    private static List<String> items(String description) {
        int begin = description.indexOf("select=[");
        if (begin < 0) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        int depth = 0;
        int from = begin + "select=[".length();
        for (int index = from; index < description.length(); index++) {
            char character = description.charAt(index);
            if (depth == 0 && (character == ',' || character == ']')) {
                items.add(description.substring(from, index).strip());
                from = index + 1;
                if (character == ']') {
                    break;
                }
            }
            depth += "([{".indexOf(character) >= 0 ? 1 : ")]}".indexOf(character) >= 0 ? -1 : 0;
        }
        return items;
    }
}
