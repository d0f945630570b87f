package io.millrace.flink.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operator of a compiled plan.
 *
 * @param type such as {@code group-aggregate}, without the version
 * @param inputs in the order of the operator's
 */
public record PlanNode(int id, String type, JsonNode json, List<PlanNode> inputs) {

    private static final Pattern TYPE = Pattern.compile("stream-exec-([a-z-]+)_\\d+");
    private static final String FOREVER = "0 ms";

    static String type(JsonNode json) {
        Matcher matcher = TYPE.matcher(json.path("type").asText());
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Only of an operator that has one. */
    public PlanNode input() {
        return inputs.get(0);
    }

    /** The table that is read or written, by name; empty for other operators. */
    public String table() {
        String field = type.equals("sink") ? "dynamicTableSink" : "scanTableSource";
        String identifier = json.path(field).path("table").path("identifier").asText("");
        if (identifier.isEmpty()) {
            return "";
        }
        // `catalog`.`database`.`table`
        String quoted = identifier.substring(identifier.indexOf("`.`", identifier.indexOf("`.`") + 3) + 3);
        return quoted.substring(0, quoted.length() - 1).replace("``", "`");
    }

    /** Whether what it keeps of an input is never forgotten, however long it is not touched. */
    public boolean keepsForEver(int input) {
        JsonNode state = json.path("state").path(input);
        return state.path("ttl").asText().equals(FOREVER);
    }

    /** The names in a list of the description, such as {@code groupBy=[a, b]}. */
    public List<String> described(String list) {
        Matcher matcher = Pattern.compile("\\b" + list + "=\\[([^\\]]*)\\]").matcher(description());
        return matcher.find() && !matcher.group(1).isBlank()
                ? List.of(matcher.group(1).split(", "))
                : List.of();
    }

    public String description() {
        return json.path("description").asText();
    }

    public List<Integer> indexes(String field) {
        List<Integer> all = new ArrayList<>();
        json.path(field).forEach(index -> all.add(index.asInt()));
        return all;
    }

    /** How many columns its rows have. */
    public int width() {
        return columns().size();
    }

    /** The names of its rows' columns; the planner invents some, with a {@code $} in them. */
    public List<String> columns() {
        return columns("outputType");
    }

    /** The names of the columns of a row type that the operator holds. */
    public List<String> columns(String field) {
        JsonNode type = json.path(field);
        if (!type.isObject()) {
            return RowTypeText.columns(type.asText());
        }
        List<String> names = new ArrayList<>();
        type.path("fields").forEach(column -> names.add(column.path("name").asText()));
        return names;
    }

    /** What kind of time a column of its rows is: {@code ROWTIME}, {@code PROCTIME}, or empty for a plain value. */
    public String timeKind(int column) {
        return json.path("outputType")
                .path("fields")
                .path(column)
                .path("fieldType")
                .path("kind")
                .asText();
    }
}
