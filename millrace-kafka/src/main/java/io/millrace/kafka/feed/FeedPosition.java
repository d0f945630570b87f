package io.millrace.kafka.feed;

import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a feed has come, kept in Kafka as a consumer group's offset and committed with the records themselves. The
 * checksum of all that was fed goes with it, so that another file of the same name is not taken for this one.
 */
final class FeedPosition {

    private final CRC32C checksum = new CRC32C();
    private long records;

    long records() {
        return records;
    }

    void advance(FeedRecord record) {
        checksum.update(record.source());
        checksum.update('\n');
        records++;
    }

    Map<TopicPartition, OffsetAndMetadata> commit(String topic) {
        return Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(records, checksumText()));
    }

    private String checksumText() {
        return "crc32c:%08x".formatted(checksum.getValue());
    }

    /** Whether the file up to here is the one that was fed. */
    boolean matches(OffsetAndMetadata stored) {
        return stored.offset() == records && stored.metadata().equals(checksumText());
    }
}
