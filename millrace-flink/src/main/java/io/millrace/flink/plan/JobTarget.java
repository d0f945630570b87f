package io.millrace.flink.plan;

import io.millrace.flink.log.RecordLog;
import io.millrace.flink.table.HeartbeatTopic;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.util.Map;

/**
 * Where a planned pipeline is to run. Its topics exist.
 *
 * @param partitions of every topic that the pipeline reads
 * @param limits of every topic that the pipeline writes, rejects and late rows included
 * @param heartbeats of topics that have changes of a database
 * @param clock that says what is in the future
 */
public record JobTarget(
        RecordLog log,
        Map<String, Integer> partitions,
        Map<String, TopicLimits> limits,
        Map<String, HeartbeatTopic> heartbeats,
        Clock clock) {

    public JobTarget {
        partitions = Map.copyOf(partitions);
        limits = Map.copyOf(limits);
        heartbeats = Map.copyOf(heartbeats);
    }

    /** For a pipeline that captures no table. */
    public JobTarget(RecordLog log, Map<String, Integer> partitions, Map<String, TopicLimits> limits, Clock clock) {
        this(log, partitions, limits, Map.of(), clock);
    }
}
