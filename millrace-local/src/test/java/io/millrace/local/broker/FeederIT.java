package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.kafka.feed.FeedSpec;
import io.millrace.kafka.feed.Feeder;
import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Feeds against the embedded broker; each test has a topic of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeederIT {

    private final Path directory;
    private final EmbeddedBroker broker;
    private final Admin admin;
    private final Probe probe;

    FeederIT(@TempDir Path directory) {
        this.directory = directory;
        broker = EmbeddedBroker.start(
                BrokerOptions.in(directory.resolve("kafka")).withPort(0), problem -> {});
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        probe = new Probe(broker.bootstrapServers());
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void feedsEachLineOnceHoweverOftenItIsKilled() throws Exception {
        // Given
        int lines = 200_000;
        Path file = jsonLines("killed", lines);

        // When
        long fed = 0;
        for (int kill = 0; kill < 3; kill++) {
            try (ChildProcess child = feedInChild("killed", file)) {
                long start = Long.parseLong(child.await("FED"));
                assertThat(start).isGreaterThanOrEqualTo(fed);
                fed = Long.parseLong(child.await("FED"));
            }
        }
        try (ChildProcess child = feedInChild("killed", file)) {
            assertThat(child.await("END")).isEqualTo("true");
        }

        // Then
        assertThat(fed).as("the kills came while it was under way").isBetween(1L, lines - 1L);
        assertThat(probe.read("killed", lines)).isEqualTo(Files.readAllLines(file));
        assertThat(probe.extra("killed", lines)).as("records fed twice").isZero();
    }

    private ChildProcess feedInChild(String topic, Path file) throws Exception {
        return ChildProcess.start(FeedMain.class, broker.bootstrapServers(), topic, file.toString());
    }

    @Test
    void goesOnWhereAGrownFileEndedAndDoesNothingWhenItHasNot() throws Exception {
        // Given
        Path file = jsonLines("grown", 10);
        feed(FeedSpec.of("grown", file));
        feed(FeedSpec.of("grown", file));

        // When
        Files.writeString(file, "{\"i\":10}\n", StandardOpenOption.APPEND);
        List<Long> progress = feed(FeedSpec.of("grown", file));

        // Then
        assertThat(progress).containsExactly(10L, 11L);
        assertThat(probe.read("grown", 11)).isEqualTo(Files.readAllLines(file));
        assertThat(probe.extra("grown", 11)).isZero();
    }

    @Test
    void refusesAnotherFileOfTheSameName() throws Exception {
        // Given
        Path file = jsonLines("changed", 10);
        feed(FeedSpec.of("changed", file));
        Files.writeString(file, "{\"other\":true}\n".repeat(20));

        // When
        assertThatThrownBy(() -> feed(FeedSpec.of("changed", file)))
                // Then
                .as("its first ten lines would be left out without a word")
                .hasMessageContaining("[MR-1012]")
                .hasMessageContaining("first 10 records");
        Feeder.forget(admin, FeedSpec.of("changed", file));
        assertThat(feed(FeedSpec.of("changed", file))).endsWith(20L);
    }

    @Test
    void keepsTheRecordedPaceAndStopsAtOnceWhenAsked() throws Exception {
        // Given
        Path file = directory.resolve("paced.jsonl");
        Files.writeString(
                file,
                "{\"at\":\"2026-01-01T00:00:00Z\"}\n{\"at\":\"2026-01-01T00:00:00.3Z\"}\n{\"at\":\"2026-01-01T05:00:00Z\"}\n{\"at\":\"2026-01-01T06:00:00Z\"}\n");
        topic("paced");
        FeedSpec spec = new FeedSpec("paced", file, Map.of(), List.of(), Optional.of("at"), OptionalDouble.of(1));
        CountDownLatch two = new CountDownLatch(1);
        Feeder feeder = new Feeder(KafkaAccess.plain(broker.bootstrapServers()), spec, (fed, total) -> {
            if (fed == 2) {
                two.countDown();
            }
        });

        // When
        CompletableFuture<Boolean> finished = CompletableFuture.supplyAsync(feeder::run);
        assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
        feeder.stop();

        // Then
        assertThat(finished.get(30, TimeUnit.SECONDS)).as("reached the end").isFalse();
        assertThat(probe.read("paced", 2)).hasSize(2);
    }

    @Test
    void saysThatThereIsNoTopic() throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("lost.jsonl"), "{}\n");

        // When
        assertThatThrownBy(() -> feed(FeedSpec.of("nowhere", file)))
                // Then
                .hasMessageContaining("[MR-3008]")
                .hasMessageContaining("'nowhere'");
    }

    private Path jsonLines(String topic, int lines) throws Exception {
        topic(topic);
        return Files.writeString(
                directory.resolve(topic + ".jsonl"),
                IntStream.range(0, lines).mapToObj(i -> "{\"i\":" + i + "}\n").collect(Collectors.joining()));
    }

    private void topic(String name) {
        new Topics(admin, broker.bootstrapServers())
                .ensure(List.of(TopicSpec.stream(name).withPartitions(1)));
    }

    private List<Long> feed(FeedSpec spec) {
        List<Long> progress = new ArrayList<>();
        new Feeder(KafkaAccess.plain(broker.bootstrapServers()), spec, (fed, total) -> progress.add(fed)).run();
        return progress;
    }
}
