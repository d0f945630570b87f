package io.millrace.kafka.side;

import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a topic. Flat, so that it can travel between tasks.
 *
 * @param partition of the topic, or {@link #BY_KEY}
 * @param timestamp epoch milliseconds, or {@link #NOW}
 * @param headerNames in order; a name may repeat
 * @param headerValues beside {@code headerNames}; a value may be null
 */
public record OutboundRecord(
        int partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        long timestamp,
        String[] headerNames,
        byte[][] headerValues) {

    /** Leaves the partition to Kafka's own partitioner. */
    public static final int BY_KEY = -1;

    /** Leaves the timestamp to the producer. */
    public static final long NOW = -1;

    /** @param partitions of {@code topic}; the record's partition is taken modulo this */
    public ProducerRecord<byte[], byte[]> toProducerRecord(String topic, int partitions) {
        RecordHeaders headers = new RecordHeaders();
        for (int index = 0; index < headerNames.length; index++) {
            headers.add(new RecordHeader(headerNames[index], headerValues[index]));
        }
        return new ProducerRecord<>(
                topic,
                partition == BY_KEY ? null : partition % partitions,
                timestamp == NOW ? null : timestamp,
                key,
                value,
                headers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutboundRecord that
                && partition == that.partition
                && timestamp == that.timestamp
                && Arrays.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && Arrays.equals(headerNames, that.headerNames)
                && Arrays.deepEquals(headerValues, that.headerValues);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(key) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "OutboundRecord[partition=%d, headers=%d]".formatted(partition, headerNames.length);
    }
}
