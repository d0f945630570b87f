package io.millrace.flink.explain;

import io.millrace.core.pipeline.IdlePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A table as its pipeline uses it.
 *
 * @param connector Flink's, of a table that is not bound to a topic
 * @param topic of every other table
 * @param eventTime of a table that is read and has one
 */
public record TableFacts(
        String name,
        boolean isRead,
        boolean isWritten,
        Optional<String> connector,
        Optional<Topic> topic,
        Optional<EventTime> eventTime) {

    /**
     * What a table is bound to.
     *
     * @param retention {@code for ever} for the newest row of each key
     * @param key columns of the record key; empty for records without one
     * @param keyFormat as in {@code 'key.format'}
     * @param isUpsert whether a row replaces the one before with its key
     */
    public record Topic(
            String name,
            Decided partitions,
            Decided retention,
            String format,
            List<String> key,
            String keyFormat,
            boolean isUpsert) {

        public Topic {
            key = List.copyOf(key);
        }
    }

    /** A setting and what decided it: {@code millrace.yml}, {@code table option} or {@code default}. */
    public record Decided(String value, String by) {}

    /**
     * A table's clock.
     *
     * @param bound how far the watermark stays behind the newest row; empty if its expression tells no such length
     */
    public record EventTime(String column, Optional<Duration> bound, Duration lateness, IdlePolicy idle) {}
}
