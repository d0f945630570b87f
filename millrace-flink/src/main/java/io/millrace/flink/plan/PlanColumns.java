package io.millrace.flink.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the types that stand in a compiled plan. */
final class PlanColumns {

    private PlanColumns() {}

    /** The names in {@code ROW<`a` INT, `b` STRING NOT NULL>}, those of nested rows left out. */
    static List<String> names(JsonNode rowType) {
        List<String> columns = new ArrayList<>();
        if (rowType.isObject()) {
            // written out where one of the columns is an event time
            rowType.path("fields")
                    .forEach(field -> columns.add(field.path("name").asText()));
            return columns;
        }
        int depth = 0;
        boolean isName = false;
        StringBuilder name = new StringBuilder();
        for (char c : rowType.asText().toCharArray()) {
            if (c == '`' && depth == 1) {
                if (isName) {
                    columns.add(name.toString());
                    name.setLength(0);
                }
                isName = !isName;
            } else if (isName) {
                name.append(c);
            } else if (c == '<') {
                depth++;
            } else if (c == '>') {
                depth--;
            }
        }
        return columns;
    }
}
