package io.millrace.local.connect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.ConnectorFile;
import io.millrace.core.text.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector, as its file says it.
 *
 * @param config as Connect gets it; a variable in it is a reference still
 * @param variables the names that it refers to
 * @param text of its file
 */
record Connector(String name, Map<String, String> config, Set<String> variables, SourceText text) {

    /** Comments are allowed, as many have them in their files. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** {@code ${NAME}}, and not what Connect's own providers understand, {@code ${file:...}}. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private static final Set<String> KEYS = Set.of("name", "config");

    Connector {
        config = Map.copyOf(config);
        variables = Set.copyOf(variables);
    }

    /** @throws MillraceException CONNECTOR_INVALID with everything that is wrong */
    static Connector read(ConnectorFile file) {
        JsonNode root;
        try {
            root = JSON.readTree(file.text().text());
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    List.of(problem(place(file, e.getLocation()), "no JSON: " + e.getOriginalMessage())), e);
        }
        List<Problem> problems = new ArrayList<>();
        if (!root.isObject()) {
            throw new MillraceException(List.of(problem(file.text().at(1, 0), "no JSON object")));
        }
        root.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                problems.add(problem(place(file, key), "unknown key \"%s\"".formatted(key)));
            }
        });
        String name = root.path("name").asText("");
        if (name.isBlank()) {
            problems.add(problem(file.text().at(1, 0), "\"name\" is missing"));
        }
        Map<String, String> config = new LinkedHashMap<>();
        Set<String> variables = new TreeSet<>();
        root.path("config").properties().forEach(setting -> {
            if (setting.getValue().isValueNode() && !setting.getValue().isNull()) {
                config.put(setting.getKey(), referred(setting.getValue().asText(), variables));
            } else {
                problems.add(problem(
                        place(file, setting.getKey()), "\"%s\" is no text or number".formatted(setting.getKey())));
            }
        });
        if (!config.containsKey("connector.class")) {
            problems.add(problem(file.text().at(1, 0), "\"config\" with \"connector.class\" is missing"));
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
        return new Connector(name, config, variables, file.text());
    }

    private static String referred(String value, Set<String> variables) {
        Matcher found = VARIABLE.matcher(value);
        found.results().map(each -> each.group(1)).forEach(variables::add);
        return found.replaceAll(
                each -> Matcher.quoteReplacement("${" + LocalVariables.NAME + ":" + each.group(1) + "}"));
    }

    /** Where a variable stands in the file. */
    SourceLocation placeOf(String variable) {
        return text.at(Math.max(0, text.text().indexOf("${" + variable + "}")));
    }

    private static Problem problem(SourceLocation place, String message) {
        return Problem.at(
                place,
                ErrorCode.CONNECTOR_INVALID,
                "this is no connector: " + message,
                "write {\"name\": \"...\", \"config\": {\"connector.class\": \"...\", ...}}, as Kafka Connect takes it");
    }

    private static SourceLocation place(ConnectorFile file, JsonLocation location) {
        return file.text().at(location.getLineNr(), location.getColumnNr());
    }

    private static SourceLocation place(ConnectorFile file, String key) {
        return file.text().at(Math.max(0, file.text().text().indexOf('"' + key + '"')));
    }
}
