package io.millrace.storm.workload;

import io.millrace.storm.check.Seen;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as any client does, committed records only. */
public final class TopicReader {

    private static final String ID = "storm-id";
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicReader() {}

    static KafkaConsumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
        return topics.stream()
                .flatMap(topic ->
                        consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())))
                .toList();
    }

    /** Everything that is committed now, each partition in its order. */
    public static List<Seen> all(String servers, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(servers)) {
            List<TopicPartition> partitions = partitions(consumer, List.of(topic));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Seen> seen = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> seen.add(seen(record)));
            }
            return seen;
        }
    }

    /** What carries a record's id, also where its value cannot be read. */
    public static Header idHeader(long id) {
        return new RecordHeader(ID, ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }

    /** A record as {@link #all} gives it. */
    public static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader(ID);
        return new Seen(
                record.topic(),
                record.partition(),
                record.offset(),
                id == null ? -1 : ByteBuffer.wrap(id.value()).getLong(),
                text(record.key()).orElse(null),
                text(record.value()).orElse(null));
    }

    private static Optional<String> text(byte[] bytes) {
        return Optional.ofNullable(bytes).map(present -> new String(present, StandardCharsets.UTF_8));
    }
}
