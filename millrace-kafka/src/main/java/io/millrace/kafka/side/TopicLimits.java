package io.millrace.kafka.side;

import java.io.Serializable;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * What a topic accepts and keeps.
 *
 * @param maxRecordBytes the greatest record, headers included, before compression
 * @param retentionMs how long records are kept by their timestamps; negative for ever
 * @param beforeMaxMs how far behind the broker's clock a timestamp may be
 * @param afterMaxMs how far ahead of the broker's clock a timestamp may be
 */
public record TopicLimits(int maxRecordBytes, long retentionMs, long beforeMaxMs, long afterMaxMs)
        implements Serializable {

    /** For topics that refuse and delete nothing. */
    public static final TopicLimits NONE = new TopicLimits(Integer.MAX_VALUE, -1, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Retention looks at whole segments and clocks differ, so a record this near to its end is not risked. */
    private static final long MARGIN_MS = 60_000;

    /** Whether a record of these parts fits into the topic. */
    public boolean fits(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers)
                <= maxRecordBytes;
    }

    /**
     * The timestamp for a record that came with {@code timestamp}: itself, unless the topic would refuse or soon
     * delete the record for it.
     *
     * @param now epoch milliseconds
     */
    public long timestamp(long timestamp, long now) {
        if (timestamp < 0) {
            return OutboundRecord.NOW;
        }
        long age = now - timestamp;
        boolean deleted = retentionMs >= 0 && age > retentionMs - MARGIN_MS;
        boolean refused = age > beforeMaxMs - Math.min(MARGIN_MS, beforeMaxMs / 2)
                || -age > afterMaxMs - Math.min(MARGIN_MS, afterMaxMs / 2);
        return deleted || refused ? OutboundRecord.NOW : timestamp;
    }
}
