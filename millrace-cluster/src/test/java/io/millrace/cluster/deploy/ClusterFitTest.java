package io.millrace.cluster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.millrace.core.environment.Environment;
import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.environment.S3Access;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterFitTest {

    @Test
    void takesAnyFlinkOfTheSameMinorVersion() throws IOException {
        assertThat(ClusterFit.minor("2.3.7")).isEqualTo(ClusterFit.minor("2.3.0"));
        assertThat(slots("2.3.9")).isEqualTo(5);
    }

    @Test
    void namesAnotherFlinkBeforeAnythingIsSent() {
        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, () -> slots("2.2.0"));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.FLINK_VERSION);
        assertThat(refused.getMessage()).contains("has version 2.2.0, and pipelines are compiled for 2.3");
    }

    @Test
    void saysThatNobodyAnswers() {
        // When
        MillraceException refused =
                catchThrowableOfType(MillraceException.class, () -> slots(URI.create("http://127.0.0.1:1")));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.FLINK_UNREACHABLE);
        assertThat(refused.getMessage()).contains("'http://127.0.0.1:1'", "Connection refused");
    }

    private static int slots(String version) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = """
                {"taskmanagers": 1, "taskmanagers-blocked": 0, "slots-total": 8, "slots-available": 5,
                 "slots-free-and-blocked": 0, "jobs-running": 0, "jobs-finished": 0, "jobs-cancelled": 0, "jobs-failed": 0,
                 "flink-version": "%s", "flink-commit": "abc"}
                """.formatted(version).getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            return slots(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    private static int slots(URI rest) {
        Environment environment = new Environment(
                "test",
                KafkaAccess.plain("127.0.0.1:1"),
                rest,
                URI.create("file:///tmp"),
                S3Access.USUAL,
                Map.of(),
                Optional.empty());
        try (FlinkCluster flink = FlinkCluster.at(rest)) {
            return new ClusterFit(environment, flink).slots();
        }
    }
}
