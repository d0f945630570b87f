package io.millrace.kafka.side;

import io.millrace.core.reject.RejectReason;
import io.millrace.core.reject.Stage;
import java.io.Serializable;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of the rejects and late streams: key, value, headers and timestamp as they came, and why in headers
 * of our own. What does not fit into the stream goes there by reference.
 *
 * @param pipeline by name
 * @param table that the record was read for, or that the result was meant for
 * @param limits of the rejects or late stream
 */
public record SideRecords(String pipeline, String table, TopicLimits limits) implements Serializable {

    /** Begins the names of our headers in a rejects stream. */
    public static final String REJECT = "millrace.reject.";

    /** Begins the names of our headers in a late stream. */
    public static final String LATE = "millrace.late.";

    /** The stream of a table's rejects. */
    public static String rejectsTopic(String pipeline, String table) {
        return pipeline + "." + table + ".rejects";
    }

    /** The stream of a table's late rows. */
    public static String lateTopic(String pipeline, String table) {
        return pipeline + "." + table + ".late";
    }

    /** A record that could not become a row. */
    public OutboundRecord reject(ConsumerRecord<byte[], byte[]> record, RejectReason reason, String message, long now) {
        SideHeaders headers = SideHeaders.keeping(record.headers().toArray())
                .add(REJECT + "reason", reason.name())
                .add(REJECT + "stage", Stage.INTAKE.text())
                .add(REJECT + "message", SideHeaders.clip(message));
        return build(REJECT, headers, record, now);
    }

    /**
     * A row that came too late.
     *
     * @param watermark that it was judged by, epoch milliseconds
     * @param eventTime of the row, epoch milliseconds
     */
    public OutboundRecord late(ConsumerRecord<byte[], byte[]> record, long watermark, long eventTime, long now) {
        SideHeaders headers =
                late(record, "LATE", "the row's event time is at or before the watermark", watermark, eventTime);
        return build(LATE, headers, record, now);
    }

    /**
     * A row that came after a later one of its key, where the topic is said to keep each key's order.
     *
     * @param keyTime event time of the key's last row, epoch milliseconds
     * @param watermark as for {@link #late}, at the same moment
     * @param eventTime of the row, epoch milliseconds
     */
    public OutboundRecord outOfOrder(
            ConsumerRecord<byte[], byte[]> record, long keyTime, long watermark, long eventTime, long now) {
        SideHeaders headers = late(
                        record,
                        "OUT_OF_ORDER",
                        "the row's event time is before that of its key's last row",
                        watermark,
                        eventTime)
                .add(LATE + "key-time", Long.toString(keyTime));
        return build(LATE, headers, record, now);
    }

    private static SideHeaders late(
            ConsumerRecord<byte[], byte[]> record, String reason, String message, long watermark, long eventTime) {
        return SideHeaders.keeping(record.headers().toArray())
                .add(LATE + "reason", reason)
                .add(LATE + "stage", Stage.INTAKE.text())
                .add(LATE + "message", message)
                .add(LATE + "watermark", Long.toString(watermark))
                .add(LATE + "event-time", Long.toString(eventTime));
    }

    /**
     * A result that its table cannot hold.
     *
     * @param topic of the table
     * @param key as far as it could be encoded
     * @param value as far as it could be encoded
     */
    public OutboundRecord rejectResult(
            String topic, byte @Nullable [] key, byte @Nullable [] value, RejectReason reason, String message) {
        SideHeaders headers = new SideHeaders()
                .add(REJECT + "reason", reason.name())
                .add(REJECT + "stage", Stage.OUTLET.text())
                .add(REJECT + "message", SideHeaders.clip(message))
                .add(REJECT + "pipeline", pipeline)
                .add(REJECT + "table", table)
                .add(REJECT + "topic", topic)
                .add(REJECT + "replays", "0");
        return fit(REJECT, headers, OutboundRecord.BY_KEY, key, value, OutboundRecord.NOW);
    }

    private OutboundRecord build(String prefix, SideHeaders headers, ConsumerRecord<byte[], byte[]> record, long now) {
        headers.add(prefix + "pipeline", pipeline)
                .add(prefix + "table", table)
                .add(prefix + "topic", record.topic())
                .add(prefix + "partition", Integer.toString(record.partition()))
                .add(prefix + "offset", Long.toString(record.offset()))
                .add(prefix + "timestamp", Long.toString(record.timestamp()))
                .add(prefix + "replays", "0");
        return fit(
                prefix,
                headers,
                record.partition(),
                record.key(),
                record.value(),
                limits.timestamp(record.timestamp(), now));
    }

    private OutboundRecord fit(
            String prefix,
            SideHeaders headers,
            int partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            long timestamp) {
        Header[] whole = headers.toArray();
        if (limits.fits(key, value, whole)) {
            return outbound(partition, key, value, timestamp, whole);
        }
        Reference reference = Reference.to(key, value);
        Header[] own = headers.ownOnly()
                .add(prefix + "by-reference", "true")
                .add(prefix + "sha256", reference.sha256())
                .add(prefix + "size", Integer.toString(reference.size()))
                .toArray();
        return outbound(partition, reference.key(), reference.head(), timestamp, own);
    }

    private static OutboundRecord outbound(
            int partition, byte @Nullable [] key, byte @Nullable [] value, long timestamp, Header[] headers) {
        String[] names = new String[headers.length];
        byte[][] values = new byte[headers.length][];
        for (int index = 0; index < headers.length; index++) {
            names[index] = headers[index].key();
            values[index] = headers[index].value();
        }
        return new OutboundRecord(partition, key, value, timestamp, names, values);
    }

    /** What a record by reference still carries of what it stands for. */
    private record Reference(byte @Nullable [] key, byte @Nullable [] head, String sha256, int size) {

        private static Reference to(byte @Nullable [] key, byte @Nullable [] value) {
            return new Reference(
                    Digests.firstKibibyte(key),
                    Digests.firstKibibyte(value),
                    Digests.sha256(value),
                    Optional.ofNullable(value).map(bytes -> bytes.length).orElse(0));
        }
    }
}
