package io.millrace.flink.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.flink.table.HeartbeatTopic;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the heartbeats of a connector: messages that it writes into the database's log and reads there again, among the
 * changes. Whoever has read a table's topic to its end after a heartbeat was there knows all changes until it.
 */
final class Heartbeats implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeats.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One transaction of a connector may have two; the one before that is in another, whose changes are all there. */
    private static final int BEHIND = 2;

    private static final int MILLI_DIGITS = 3;

    /**
     * Until when all changes are in the topics.
     *
     * @param time by the database's clock, epoch milliseconds
     * @param number of this news, from 1
     */
    record Beat(long time, long number) {}

    private final HeartbeatTopic topic;
    private final Properties settings;
    private final Deque<Long> last = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile Beat beat = new Beat(Long.MIN_VALUE, 0);

    private Heartbeats(HeartbeatTopic topic, Properties settings) {
        this.topic = topic;
        this.settings = settings;
        this.thread = new Thread(this::run, "heartbeats of " + topic.prefix());
        thread.setDaemon(true);
    }

    /** @param consumer settings of the intake's own, without its group and reporters */
    static Heartbeats follow(HeartbeatTopic topic, Properties consumer) {
        Properties settings = new Properties();
        settings.putAll(consumer);
        settings.remove("metric.reporters");
        settings.remove("group.id");
        settings.setProperty("enable.auto.commit", "false");
        settings.setProperty("isolation.level", "read_committed");
        Heartbeats heartbeats = new Heartbeats(topic, settings);
        heartbeats.thread.start();
        return heartbeats;
    }

    /** The newest; number 0 before the first. */
    Beat newest() {
        return beat;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition(topic.topic(), 0);
                consumer.assign(List.of(partition));
                consumer.seekToEnd(List.of(partition));
                while (!closed) {
                    consumer.poll(POLL).forEach(this::take);
                }
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                LOGGER.atWarn().setCause(e).log("heartbeats cannot be read; trying again");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode message = JSON.readTree(record.value()).path("message");
            if (!message.path("prefix").asText().equals(topic.prefix())) {
                return;
            }
            String seconds = new String(
                    Base64.getDecoder().decode(message.path("content").asText()), StandardCharsets.UTF_8);
            last.addLast(new BigDecimal(seconds).movePointRight(MILLI_DIGITS).longValue());
            if (last.size() > BEHIND) {
                beat = new Beat(Math.max(beat.time(), last.removeFirst()), beat.number() + 1);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.atDebug().setCause(e).log("a message is no heartbeat");
        }
    }

    @Override
    public void close() {
        closed = true;
        // ends a poll
        thread.interrupt();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
