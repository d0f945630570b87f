package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * A record as a {@code read_committed} reader sees it. Offsets are left out: they count aborted transactions too.
 *
 * @param key empty for none
 * @param value null for a delete
 */
record Committed(int partition, String key, @Nullable String value, Map<String, String> headers) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * All of a topic, each partition in order. Fails if an open transaction hides a part of it: nobody would close that
     * one any more.
     */
    static List<Committed> all(String bootstrapServers, String topic) {
        try (KafkaConsumer<String, String> all = consumer(bootstrapServers, "read_uncommitted");
                KafkaConsumer<String, String> committed = consumer(bootstrapServers, "read_committed")) {
            List<TopicPartition> partitions = committed.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            committed.assign(partitions);
            committed.seekToBeginning(partitions);
            List<Committed> records = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (partitions.stream().anyMatch(each -> committed.position(each) < ends.getOrDefault(each, 0L))) {
                for (ConsumerRecord<String, String> each : committed.poll(Duration.ofMillis(50))) {
                    records.add(of(each));
                }
                if (System.nanoTime() > deadline) {
                    fail(
                            "an open transaction hides a part of topic '%s': stable %s, ends %s",
                            topic, committed.endOffsets(partitions), ends);
                }
            }
            return records;
        }
    }

    /** The values, in no order. */
    static List<String> values(List<Committed> records) {
        return records.stream().map(each -> String.valueOf(each.value)).toList();
    }

    /** What an upsert stream says in the end: the last value of each key that was not deleted. */
    static Map<String, String> lastByKey(List<Committed> records) {
        Map<String, String> last = new TreeMap<>();
        for (Committed each : records) {
            if (each.value == null) {
                last.remove(each.key);
            } else {
                last.put(each.key, each.value);
            }
        }
        return last;
    }

    private static Committed of(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Committed(
                record.partition(), record.key() == null ? "" : record.key(), record.value(), Map.copyOf(headers));
    }

    private static KafkaConsumer<String, String> consumer(String bootstrapServers, String isolation) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", isolation);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    }
}
