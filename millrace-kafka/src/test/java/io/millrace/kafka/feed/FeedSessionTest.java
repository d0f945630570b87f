package io.millrace.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.side.TopicLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedSessionTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final TopicLimits A_WEEK =
            new TopicLimits(1 << 20, Duration.ofDays(7).toMillis(), Long.MAX_VALUE, Long.MAX_VALUE);

    private final Path directory;

    FeedSessionTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aRecordingOlderThanTheRetentionIsNotDeletedBeforeItIsRead() throws Exception {
        assertThat(timestamps(A_WEEK, "2014-01-31T10:00:00Z", "2026-05-31T10:00:00Z"))
                .as("null: the time of sending")
                .containsExactly(null, Instant.parse("2026-05-31T10:00:00Z").toEpochMilli());
    }

    @Test
    void aTopicThatKeepsEverythingGetsTheRecordedTimes() throws Exception {
        assertThat(timestamps(TopicLimits.NONE, "2014-01-31T10:00:00Z", "1969-07-20T20:17:40Z"))
                .as("Kafka knows no time before 1970")
                .containsExactly(Instant.parse("2014-01-31T10:00:00Z").toEpochMilli(), null);
    }

    private List<@Nullable Long> timestamps(TopicLimits limits, String... times)
            throws IOException, InterruptedException {
        Path file = directory.resolve("times.jsonl");
        StringBuilder lines = new StringBuilder();
        for (String time : times) {
            lines.append("{\"at\":\"").append(time).append("\"}\n");
        }
        Files.writeString(file, lines);
        FeedSpec spec = new FeedSpec("t", file, Map.of(), List.of(), Optional.of("at"), OptionalDouble.empty());
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (FeedSession session = new FeedSession(spec, producer, new TopicFacts(1, limits), clock, fed -> {})) {
            session.begin();
            session.feed(new CountDownLatch(1));
            return producer.history().stream()
                    .<@Nullable Long>map(ProducerRecord::timestamp)
                    .toList();
        }
    }
}
