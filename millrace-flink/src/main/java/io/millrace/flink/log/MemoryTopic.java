package io.millrace.flink.log;

import io.millrace.kafka.side.OutboundRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One topic: the order of its records over all partitions, their offsets, and the tables that read it. Thread-safe. */
final class MemoryTopic {

    private final String name;
    private final List<Lane> readers = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final Map<Integer, Long> ends = new HashMap<>();

    MemoryTopic(String name) {
        this.name = name;
    }

    synchronized void add(Lane reader) {
        readers.add(reader);
    }

    /** A record from outside of the job. */
    synchronized void give(
            int partition, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        arrive(record(partition, timestamp, key, value, headers));
    }

    /** A record of the job; tables that read the topic get it as well. */
    synchronized void write(OutboundRecord outbound, long now) {
        // as many partitions as it takes: a record that names one goes there, any other into the first
        ProducerRecord<byte[], byte[]> plain = outbound.toProducerRecord(name, Integer.MAX_VALUE);
        ConsumerRecord<byte[], byte[]> record = record(
                Optional.ofNullable(plain.partition()).orElse(0),
                Optional.ofNullable(plain.timestamp()).orElse(now),
                plain.key(),
                plain.value(),
                plain.headers());
        written.add(record);
        arrive(record);
    }

    private void arrive(ConsumerRecord<byte[], byte[]> record) {
        readers.forEach(reader -> reader.add(new Arrival.Data(record)));
    }

    private ConsumerRecord<byte[], byte[]> record(
            int partition, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        return new ConsumerRecord<>(
                name,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> written() {
        return List.copyOf(written);
    }
}
