package io.millrace.local.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Puts connectors on a Connect worker, through its REST interface. */
final class ConnectClient {

    /** A worker that has just started is not ready at once, and says so. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(20);
    private static final int OK_BELOW = 300;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ONE_ANSWER).build();

    ConnectClient(URI address) {
        this.address = address;
    }

    /**
     * Makes the connector, or changes it to what its file says, and waits until it and a task of it run.
     *
     * @throws MillraceException CONNECTOR_INVALID with what Connect has against it, CONNECT_FAILED
     */
    void apply(Connector connector) {
        Map<String, String> config = new HashMap<>(connector.config());
        // the broker makes no topics by itself; what a file says of them wins
        config.putIfAbsent("topic.creation.default.replication.factor", "-1");
        config.putIfAbsent("topic.creation.default.partitions", "-1");
        try {
            apply(connector.name(), config);
        } catch (MillraceException e) {
            throw e.problems().get(0).code() == ErrorCode.CONNECTOR_INVALID
                    ? new MillraceException(
                            List.of(e.problems()
                                    .get(0)
                                    .placedAt(connector.text().at(1, 0))),
                            e)
                    : e;
        }
    }

    /**
     * Makes the connector, or changes it to this, and waits until it and a task of it run.
     *
     * @throws MillraceException CONNECTOR_INVALID with what Connect has against it, CONNECT_FAILED
     */
    void apply(String connector, Map<String, String> config) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        refuse(connector, ask("PUT", path(connector, "config"), text(config), end));
        awaitRunning(connector, end);
    }

    /**
     * Makes a connector that begins anew, whatever one of its name has kept, and waits until it and a task of it run.
     *
     * @throws MillraceException CONNECTOR_INVALID with what Connect has against it, CONNECT_FAILED
     */
    void make(String connector, Map<String, String> config) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        ObjectNode body = JSON.createObjectNode().put("name", connector).put("initial_state", "STOPPED");
        ObjectNode settings = body.putObject("config");
        config.forEach(settings::put);
        refuse(connector, ask("POST", "/connectors", body.toString(), end));
        // positions outlive a connector that was deleted
        refuse(connector, ask("DELETE", path(connector, "offsets"), "", end));
        resume(connector);
        awaitRunning(connector, end);
    }

    /** Lets a connector go on that stands. */
    void resume(String connector) {
        refuse(connector, ask("PUT", path(connector, "resume"), "", System.nanoTime() + PATIENCE.toNanos()));
    }

    private void refuse(String connector, HttpResponse<String> answer) {
        if (answer.statusCode() == BAD_REQUEST) {
            throw new MillraceException(
                    ErrorCode.CONNECTOR_INVALID,
                    "Kafka Connect refused connector \"%s\": %s".formatted(connector, message(answer)),
                    "correct its settings");
        }
        if (answer.statusCode() >= OK_BELOW) {
            throw failed(connector, "Connect answered %d: %s".formatted(answer.statusCode(), message(answer)));
        }
    }

    /** Of all connectors. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        json(ask("GET", "/connectors", "", System.nanoTime() + PATIENCE.toNanos()))
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /** As it was given; a secret is a reference. */
    Map<String, String> config(String connector) {
        Map<String, String> config = new HashMap<>();
        json(ask("GET", path(connector, "config"), "", System.nanoTime() + PATIENCE.toNanos()))
                .properties()
                .forEach(setting ->
                        config.put(setting.getKey(), setting.getValue().asText()));
        return config;
    }

    /** Why it does not run; empty if it does, or is about to. */
    Optional<String> failure(String connector) {
        JsonNode status = status(connector, System.nanoTime() + PATIENCE.toNanos());
        return failure(status.path("connector"))
                .or(() -> failure(status.path("tasks").path(0)));
    }

    /** Begins what has failed of it again. */
    void restart(String connector) {
        var unused = ask(
                "POST",
                path(connector, "restart?includeTasks=true&onlyFailed=true"),
                "",
                System.nanoTime() + PATIENCE.toNanos());
    }

    private JsonNode status(String connector, long end) {
        HttpResponse<String> answer = ask("GET", path(connector, "status"), "", end);
        return answer.statusCode() == NOT_FOUND ? JSON.createObjectNode() : json(answer);
    }

    private void awaitRunning(String connector, long end) {
        while (true) {
            JsonNode status = status(connector, end);
            JsonNode task = status.path("tasks").path(0);
            failure(status.path("connector")).or(() -> failure(task)).ifPresent(why -> {
                throw failed(connector, why);
            });
            if (isRunning(status.path("connector")) && isRunning(task)) {
                return;
            }
            if (System.nanoTime() > end) {
                throw failed(connector, "it does not run after " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isRunning(JsonNode part) {
        return part.path("state").asText().equals("RUNNING");
    }

    /** The first line of what it threw; a trace is for the log. */
    private static Optional<String> failure(JsonNode part) {
        return part.path("state").asText().equals("FAILED")
                ? part.path("trace").asText("it failed").lines().findFirst()
                : Optional.empty();
    }

    private HttpResponse<String> ask(String method, String path, String body, long end) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ONE_ANSWER)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        while (true) {
            String why;
            try {
                HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() != CONFLICT && answer.statusCode() < SERVER_ERROR) {
                    return answer;
                }
                why = message(answer);
            } catch (IOException e) {
                why = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unreachable("interrupted");
            }
            if (System.nanoTime() > end) {
                throw unreachable(why);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String path(String connector, String part) {
        String name = URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20");
        return "/connectors/" + name + "/" + part;
    }

    private static String text(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is JSON", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static String message(HttpResponse<String> answer) {
        return json(answer).path("message").asText(answer.body());
    }

    private static MillraceException failed(String connector, String why) {
        return new MillraceException(
                ErrorCode.CONNECT_FAILED,
                "connector \"%s\" failed: %s".formatted(connector, why),
                "check what it connects to; the log has all that it said");
    }

    private MillraceException unreachable(String why) {
        return new MillraceException(
                ErrorCode.CONNECT_FAILED,
                "Kafka Connect at %s does not answer as it should: %s".formatted(address, why),
                "look into the log for what came before");
    }
}
