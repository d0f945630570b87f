package io.millrace.flink.table;

import java.time.Duration;
import java.util.Optional;

/**
 * A table bound to a topic, with what the files ask of the topic.
 *
 * @param partitions that the topic must have at least; empty if the files do not say
 * @param retention of the topic; empty if the files do not say. No meaning for an upsert stream, which is compacted
 * @param rowtime the column whose watermark the table declares; empty for a table without event time
 */
public record StreamBinding(
        StreamTable table, Optional<Integer> partitions, Optional<Duration> retention, Optional<String> rowtime) {}
