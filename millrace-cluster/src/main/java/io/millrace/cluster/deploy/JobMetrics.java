package io.millrace.cluster.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;

/** Asks a cluster for metrics of a job; Flink's own client has no call for it. */
final class JobMetrics {

    private static final String METRIC = ".numLateRecordsDropped";
    private static final String RESTARTS = "numRestarts";
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI rest;

    JobMetrics(URI rest) {
        this.rest = rest;
    }

    long restarts(JobID job) {
        for (JsonNode metric : get("/jobs/" + job + "/metrics?get=" + RESTARTS)) {
            return metric.path("value").asLong();
        }
        return 0;
    }

    /** Rows by operator; those that dropped nothing are left out. */
    Map<String, Long> lateDrops(JobDetailsInfo details) {
        Map<String, Long> dropped = new TreeMap<>();
        for (JobDetailsInfo.JobVertexDetailsInfo vertex : details.getJobVertexInfos()) {
            String path = path(details.getJobId(), vertex);
            List<String> metrics = new ArrayList<>();
            for (JsonNode metric : get(path)) {
                String id = metric.path("id").asText();
                if (id.endsWith(METRIC)) {
                    metrics.add(id);
                }
            }
            if (!metrics.isEmpty()) {
                String wanted = metrics.stream()
                        .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(","));
                for (JsonNode metric : get(path + "?agg=sum&get=" + wanted)) {
                    long rows = metric.path("sum").asLong();
                    if (rows > 0) {
                        String id = metric.path("id").asText();
                        dropped.merge(id.substring(0, id.length() - METRIC.length()), rows, Long::sum);
                    }
                }
            }
        }
        return dropped;
    }

    private static String path(JobID job, JobDetailsInfo.JobVertexDetailsInfo vertex) {
        return "/jobs/" + job + "/vertices/" + vertex.getJobVertexID() + "/subtasks/metrics";
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(rest.resolve(path)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IOException("HTTP status " + answer.statusCode() + " for " + path);
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private MillraceException unreachable(Exception cause) {
        return new MillraceException(
                ErrorCode.FLINK_UNREACHABLE,
                "Flink at '%s' does not tell its metrics: %s".formatted(rest, FailureText.of(cause)),
                "try again",
                cause);
    }
}
