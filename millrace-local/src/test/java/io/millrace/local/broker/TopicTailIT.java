package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.kafka.tail.TopicTail;
import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicTailIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MANY = 100_000;

    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory).withPort(0), fault -> {
            throw new AssertionError(fault.render());
        });
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void countsWhatItPassesOverWhereATopicPours() {
        // Given
        topic("pouring");
        try (TopicTail tail = tail("pouring", false)) {
            // When
            send("pouring", MANY, MANY);

            // Then
            AtomicLong count = new AtomicLong();
            List<TopicTail.Row> seen = new ArrayList<>();
            await().atMost(PATIENCE).untilAsserted(() -> {
                TopicTail.News news = tail.news("pouring");
                seen.addAll(news.newest());
                assertThat(count.addAndGet(news.count())).isEqualTo(MANY);
            });
            assertThat(seen).isNotEmpty();
        }
    }

    @Test
    void passesNothingOverWhereEachRecordCountsForThePresentRows() {
        // Given
        topic("totals");
        try (TopicTail tail = tail("totals", true)) {
            // When
            send("totals", MANY, 3);

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(tail.news("totals").present())
                            .extracting(row -> row.value().orElseThrow())
                            .containsExactlyInAnyOrder(
                                    String.valueOf(MANY - 1), String.valueOf(MANY - 2), String.valueOf(MANY - 3)));
        }
    }

    private static TopicTail tail(String topic, boolean isUpsert) {
        return TopicTail.start(broker.bootstrapServers(), Map.of(topic, isUpsert), InstantSource.system());
    }

    private static void topic(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Topics(admin, broker.bootstrapServers())
                    .ensure(List.of(TopicSpec.stream(name).withPartitions(1).withReplication(1)));
        }
    }

    /** Numbers from 0 on, with so many keys in turn. */
    private static void send(String topic, int records, int keys) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int number = 0; number < records; number++) {
                var unused = producer.send(new ProducerRecord<>(topic, bytes(number % keys), bytes(number)));
            }
        }
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
    }
}
