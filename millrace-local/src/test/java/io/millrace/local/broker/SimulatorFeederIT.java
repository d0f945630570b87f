package io.millrace.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.feed.SimulatorFeeder;
import io.millrace.kafka.feed.SimulatorSpec;
import io.millrace.kafka.simulator.ShopEvents;
import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The simulator against the embedded broker; each test has topics of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorFeederIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final int RATE = 200;
    private static final int PAST = 1_080 * RATE;

    private final EmbeddedBroker broker;
    private final Admin admin;
    private final Probe probe;

    SimulatorFeederIT(@TempDir Path directory) {
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
    void sendsEachEventOnceHoweverOftenItIsKilledAndKeepsItsStart() throws Exception {
        // Given
        topic("killed");

        // When
        long fed = 0;
        for (int kill = 0; kill < 3; kill++) {
            try (ChildProcess child = inChild("killed")) {
                assertThat(Long.parseLong(child.await("FED"))).isGreaterThanOrEqualTo(fed);
                fed = Long.parseLong(child.await("FED"));
            }
        }
        try (ChildProcess child = inChild("killed")) {
            while (fed < PAST + RATE) {
                fed = Long.parseLong(child.await("FED"));
            }
        }

        // Then
        int sent = (int) (fed + probe.extra("killed", (int) fed));
        ShopEvents events = ShopEvents.of(ShopStream.ORDERS, RATE, 1);
        List<String> values = probe.read("killed", sent);
        Instant start = time(values.get(0), "created_at");
        assertThat(values)
                .isEqualTo(LongStream.range(0, sent)
                        .mapToObj(
                                number -> new String(events.event(number, start).value(), UTF_8))
                        .toList());
    }

    private static Instant time(String value, String field) {
        return Instant.parse(value.replaceFirst(".*\"" + field + "\": \"([^\"]*).*", "$1"));
    }

    private ChildProcess inChild(String topic) throws Exception {
        return ChildProcess.start(SimulatorMain.class, broker.bootstrapServers(), topic, Integer.toString(RATE));
    }

    @Test
    void aStreamThatJoinsLaterSharesTheTimeOfTheOthers() throws Exception {
        // Given
        topic("first");
        topic("second");
        feedFirst(new SimulatorSpec("first", ShopStream.CUSTOMERS, 1, 1, List.of()), Duration.ZERO);
        Instant start = time(probe.read("first", 1).get(0), "updated_at");

        // When
        feedFirst(new SimulatorSpec("second", ShopStream.ORDERS, 1, 1, List.of()), Duration.ofHours(1));

        // Then
        ShopEvents orders = ShopEvents.of(ShopStream.ORDERS, 1, 1);
        assertThat(probe.read("second", 1).get(0))
                .isEqualTo(new String(orders.event(0, start).value(), UTF_8));
    }

    @Test
    void refusesOtherEventsInATopicThatWasFed() throws Exception {
        // Given
        topic("changed");
        feedFirst(new SimulatorSpec("changed", ShopStream.ORDERS, 1, 1, List.of()), Duration.ZERO);

        for (SimulatorSpec other : List.of(
                new SimulatorSpec("changed", ShopStream.ORDERS, 1, 2, List.of()),
                new SimulatorSpec("changed", ShopStream.ORDERS, 2, 1, List.of()),
                new SimulatorSpec("changed", ShopStream.CLICKS, 1, 1, List.of()))) {
            // When
            assertThatThrownBy(() -> feedFirst(other, Duration.ZERO))
                    // Then
                    .hasMessageContaining("[MR-1012]")
                    .hasMessageContaining("rate 1, seed 1")
                    .hasMessageContaining("--wipe");
        }
    }

    @Test
    void saysThatThereIsNoTopic() {
        assertThatThrownBy(() ->
                        feedFirst(new SimulatorSpec("nowhere", ShopStream.ORDERS, 1, 1, List.of()), Duration.ZERO))
                .hasMessageContaining("[MR-3008]")
                .hasMessageContaining("'nowhere'");
    }

    /**
     * Stops after the first commit.
     *
     * @param later than now the start that it wants
     */
    private void feedFirst(SimulatorSpec spec, Duration later) throws Exception {
        Instant start = SimulatorFeeder.firstStart(CLOCK).plus(later);
        CountDownLatch committed = new CountDownLatch(2);
        SimulatorFeeder feeder = new SimulatorFeeder(
                broker.bootstrapServers(), spec, start, CLOCK, (fed, total) -> committed.countDown());
        CompletableFuture<Void> feeding = CompletableFuture.runAsync(feeder::run);
        feeding.whenComplete((done, failure) -> {
            committed.countDown();
            committed.countDown();
        });
        assertThat(committed.await(30, TimeUnit.SECONDS)).isTrue();
        feeder.stop();
        feeding.get(30, TimeUnit.SECONDS);
    }

    private void topic(String name) {
        new Topics(admin, broker.bootstrapServers())
                .ensure(List.of(TopicSpec.stream(name).withPartitions(1)));
    }
}
