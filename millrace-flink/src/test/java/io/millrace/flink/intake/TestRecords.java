package io.millrace.flink.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.flink.table.TestTables;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as a consumer hands them over. */
final class TestRecords {

    static final int PARTITION = 3;
    static final long OFFSET = 42;
    static final long TIMESTAMP = 1_700_000_000_000L;

    private TestRecords() {}

    static ConsumerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value) {
        return record(PARTITION, key, value, new RecordHeaders());
    }

    @SuppressWarnings("NullAway") // Kafka's records have null keys and values
    static ConsumerRecord<byte[], byte[]> record(
            int partition, @Nullable String key, @Nullable String value, RecordHeaders headers) {
        byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
        byte[] valueBytes = value == null ? null : value.getBytes(UTF_8);
        return new ConsumerRecord<>(
                TestTables.TOPIC,
                partition,
                OFFSET,
                TIMESTAMP,
                TimestampType.CREATE_TIME,
                keyBytes == null ? -1 : keyBytes.length,
                valueBytes == null ? -1 : valueBytes.length,
                keyBytes,
                valueBytes,
                headers,
                Optional.of(7));
    }
}
