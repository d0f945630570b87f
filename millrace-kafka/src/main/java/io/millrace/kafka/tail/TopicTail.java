package io.millrace.kafka.tail;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics for a person to look at: committed records only, the newest few of each topic. Of a topic that pours it
 * reads some and passes over the rest, so that looking takes little from what is being looked at.
 *
 * <p><b>Lifecycle.</b> Follows from {@link #start} to {@link #close}, on a thread of its own. {@link #news} may be called
 * from any thread, also after the end.
 */
public final class TopicTail implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(TopicTail.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** More than a person can see between two polls. */
    private static final int MANY = 200;

    /** A small upsert stream is read from its beginning, so that its present rows can be shown. */
    private static final long SMALL = 10_000;

    /**
     * A record as text.
     *
     * @param key null for none
     * @param value empty for a delete
     * @param seen when a reader of committed records was given it
     */
    public record Row(@Nullable String key, Optional<String> value, Instant seen) {}

    /**
     * @param count of records since the last look; what was passed over by offsets, which count marks of transactions too
     * @param newest at most three of them, oldest first
     * @param present rows of an upsert stream with few keys; empty for any other
     */
    public record News(long count, List<Row> newest, List<Row> present) {

        public News {
            newest = List.copyOf(newest);
            present = List.copyOf(present);
        }
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Map<String, TopicView> views = new HashMap<>();
    private final Map<TopicPartition, Long> beganAt;
    private final Thread thread;
    private volatile boolean isEnding;

    private TopicTail(KafkaConsumer<byte[], byte[]> consumer, Map<String, Boolean> topics, InstantSource clock) {
        this.consumer = consumer;
        this.clock = clock;
        topics.forEach((topic, isUpsert) -> views.put(topic, new TopicView(isUpsert)));
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics.keySet()) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        beganAt = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        beganAt.forEach((partition, end) -> {
            long size = end - beginnings.getOrDefault(partition, 0L);
            boolean isUpsert = topics.getOrDefault(partition.topic(), false);
            consumer.seek(partition, isUpsert && size <= SMALL ? beginnings.getOrDefault(partition, 0L) : end);
        });
        thread = new Thread(this::follow, "tail");
        thread.setDaemon(true);
    }

    /**
     * @param topics that exist, each with whether it is an upsert stream
     * @param clock that says when a record was seen
     */
    public static TopicTail start(String bootstrapServers, Map<String, Boolean> topics, InstantSource clock) {
        Properties settings = new Properties();
        settings.setProperty("bootstrap.servers", bootstrapServers);
        settings.setProperty("isolation.level", "read_committed");
        settings.setProperty("enable.auto.commit", "false");
        settings.setProperty("auto.offset.reset", "earliest");
        // what is passed over need not be fetched first
        settings.setProperty("max.partition.fetch.bytes", String.valueOf(64 * 1024));
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            TopicTail tail = new TopicTail(consumer, topics, clock);
            if (topics.isEmpty()) {
                // a consumer without partitions may not be polled
                consumer.close();
            } else {
                tail.thread.start();
            }
            return tail;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private void follow() {
        try (consumer) {
            while (!isEnding) {
                take(POLL);
            }
            // what the last commits made visible
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                take(POLL);
            }
        } catch (WakeupException e) {
            LOGGER.atDebug().log("the tail was cut short");
        } catch (KafkaException e) {
            LOGGER.atWarn().setCause(e).log("results are no longer shown");
        }
    }

    private void take(Duration patience) {
        long begin = System.nanoTime();
        // returns with the first records that are there, so this is when they arrived
        ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
        Instant seen = clock.instant();
        List<TopicPartition> pouring = new ArrayList<>();
        synchronized (views) {
            for (TopicPartition partition : records.partitions()) {
                TopicView view = requireNonNull(views.get(partition.topic()));
                List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
                long first = beganAt.getOrDefault(partition, 0L);
                some.forEach(record -> view.add(record, record.offset() >= first, seen));
                if (some.size() > MANY && !view.needsAll()) {
                    pouring.add(partition);
                }
            }
        }
        if (!pouring.isEmpty()) {
            passOver(pouring);
            LockSupport.parkNanos(patience.toNanos() - (System.nanoTime() - begin));
        }
    }

    private void passOver(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        ends.forEach((partition, end) -> {
            long passed = end - consumer.position(partition);
            if (passed > 0) {
                consumer.seek(partition, end);
                synchronized (views) {
                    requireNonNull(views.get(partition.topic())).passedOver(passed);
                }
            }
        });
    }

    /** What arrived in a topic since the last call. */
    public News news(String topic) {
        synchronized (views) {
            TopicView view = views.get(topic);
            return view == null ? new News(0, List.of(), List.of()) : view.news();
        }
    }

    /** Reads what is committed by now, for at most {@code patience}, and ends. */
    public void close(Duration patience) {
        isEnding = true;
        try {
            thread.join(patience.toMillis());
            if (thread.isAlive()) {
                consumer.wakeup();
                thread.join(patience.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(2));
    }
}
