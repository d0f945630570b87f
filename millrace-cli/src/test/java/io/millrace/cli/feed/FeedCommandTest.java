package io.millrace.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.environment.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FeedCommandTest {

    private final Path file;
    private final Screen screen = Screen.pipe();
    private final List<FeedStarter.Request> requests = new ArrayList<>();
    private Runnable signal = () -> {};

    FeedCommandTest(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("orders.csv"), "a\n1\n");
    }

    @Test
    void everyOptionReachesTheFeed() {
        int exitCode =
                execute("orders", file.toString(), "--bootstrap", "b:1", "--speed", "60", "--time", "at", "--key=a,b");

        assertThat(exitCode).isZero();
        assertThat(requests)
                .containsExactly(new FeedStarter.Request(
                        "orders",
                        file,
                        List.of("a", "b"),
                        Optional.of("at"),
                        OptionalDouble.of(60),
                        KafkaAccess.plain("b:1"),
                        Optional.empty()));
        assertThat(screen.out()).endsWith("Done: all 2 lines are in topic orders.\n");
    }

    @Test
    void aStoppedFeedIsNoSuccess() {
        int exitCode = execute("stopped", file.toString());

        assertThat(exitCode).isEqualTo(130);
        assertThat(screen.out()).endsWith("Stopped: 1 lines are in topic stopped.\n");
    }

    @Test
    void underJsonThereAreObjectsOnly() {
        execute("orders", file.toString(), "--json");

        assertThat(screen.outLines())
                .extracting(line -> line.replaceAll(",\"time\":\"[^\"]*\"", "").replace(file.toString(), "FILE"))
                .containsExactly(
                        "{\"type\":\"started\",\"topic\":\"orders\",\"file\":\"FILE\","
                                + "\"bootstrapServers\":\"127.0.0.1:9092\"}",
                        "{\"type\":\"tick\",\"fed\":1,\"total\":2}",
                        "{\"type\":\"account\",\"topic\":\"orders\",\"file\":\"FILE\",\"fed\":2,\"complete\":true}");
    }

    @Test
    void theBrokersOfAnEnvironmentAreFedAsItsFileSays() throws IOException {
        // Given
        Files.createDirectories(file.resolveSibling("env"));
        Files.writeString(file.resolveSibling("env/prod.yml"), """
                kafka: {bootstrap-servers: "broker-1:9093", properties: {client.rack: eu-1}}
                flink: {rest: "http://flink:8081"}
                checkpoints: file:///mnt/checkpoints
                """);

        // When
        int exitCode = execute("orders", file.toString(), "--env", "prod");

        // Then
        assertThat(exitCode).isZero();
        assertThat(requests)
                .singleElement()
                .extracting(FeedStarter.Request::kafka)
                .isEqualTo(new KafkaAccess("broker-1:9093", Map.of("client.rack", new Secret("eu-1"))));
    }

    @Test
    void twoBrokersAreRefused() {
        assertThat(execute("orders", file.toString(), "--env", "prod", "--bootstrap", "b:1"))
                .isEqualTo(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void aPaceNeedsATime() {
        assertThat(execute("orders", file.toString(), "--speed", "2")).isEqualTo(1);
        assertThat(requests).isEmpty();
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertThatThrownBy(() -> command().call()).hasMessageContaining("[MR-1010] there is no file");
    }

    private int execute(String... arguments) {
        return new CommandLine(command())
                .setExecutionExceptionHandler((failure, command, parsed) -> 1)
                .execute(arguments);
    }

    private FeedCommand command() {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(),
                new FakeTime(),
                new Logs(),
                (first, second) -> {
                    signal = first;
                    return new FakeTime();
                },
                new ClassArchive(Optional.empty()));
        return new FeedCommand(this::prepare, data -> Optional.empty(), surroundings);
    }

    /** Two lines; into the topic {@code stopped}, a signal comes after the first. */
    private FeedStarter.Feed prepare(FeedStarter.Request request, FeedStarter.Progress progress) {
        requests.add(request);
        return new FeedStarter.Feed() {

            private boolean isStopped;

            @Override
            public boolean run() {
                progress.at(1, 2);
                if (request.topic().equals("stopped")) {
                    signal.run();
                }
                if (!isStopped) {
                    progress.at(2, 2);
                }
                return !isStopped;
            }

            @Override
            public void stop() {
                isStopped = true;
            }
        };
    }
}
