package io.millrace.flink.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.flink.plan.PlanNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** How far a table's watermark stays behind its newest row, as its WATERMARK says. */
final class Watermarks {

    /** Their values are milliseconds. */
    private static final Set<String> LENGTHS = Set.of("SECOND", "MINUTE", "HOUR", "DAY");

    private Watermarks() {}

    /** Whether an operator is where a table's watermark comes from. */
    static boolean areMadeBy(PlanNode node) {
        return !expression(node).isMissingNode();
    }

    /** Empty if the expression is no column less a fixed length. */
    static Optional<Duration> bound(PlanNode node) {
        JsonNode expression = expression(node);
        if (expression.path("kind").asText().equals("INPUT_REF")) {
            return Optional.of(Duration.ZERO);
        }
        JsonNode length = expression.path("operands").path(1);
        boolean isDistance = expression.path("internalName").asText().startsWith("$-$")
                && length.path("kind").asText().equals("LITERAL")
                && isLength(length.path("type").asText());
        return isDistance ? Optional.of(Duration.ofMillis(length.path("value").asLong())) : Optional.empty();
    }

    private static boolean isLength(String type) {
        return type.startsWith("INTERVAL ") && LENGTHS.stream().anyMatch(type::contains);
    }

    private static JsonNode expression(PlanNode node) {
        for (JsonNode ability : node.json().path("scanTableSource").path("abilities")) {
            if (ability.has("watermarkExpr")) {
                return ability.path("watermarkExpr");
            }
        }
        return node.json().path("watermarkExpr");
    }
}
