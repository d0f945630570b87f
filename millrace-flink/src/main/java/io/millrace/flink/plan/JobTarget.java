package io.millrace.flink.plan;

import io.millrace.flink.log.RecordLog;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.util.Map;

/**
 * Where a planned pipeline is to run. Its topics exist.
 *
 * @param partitions of every topic that the pipeline reads
 * @param limits of every topic that the pipeline writes, rejects and late rows included
 * @param clock that says what is in the future
 */
public record JobTarget(RecordLog log, Map<String, Integer> partitions, Map<String, TopicLimits> limits, Clock clock) {

    public JobTarget {
        partitions = Map.copyOf(partitions);
        limits = Map.copyOf(limits);
    }
}
