package io.millrace.flink.plan;

import io.millrace.flink.outlet.SinkSettings;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;

/**
 * Where a planned pipeline is to run. Its topics exist.
 *
 * @param consumer settings of every consumer, {@code bootstrap.servers} and {@code group.id} among them
 * @param partitions of every topic that the pipeline reads
 * @param limits of every topic that the pipeline writes, rejects and late rows included
 * @param skipsBacklog whether inputs begin at their end: at-most-once after a crash
 * @param clock that says what is in the future
 */
public record JobTarget(
        Properties consumer,
        SinkSettings sinks,
        Map<String, Integer> partitions,
        Map<String, TopicLimits> limits,
        boolean skipsBacklog,
        Clock clock) {

    public JobTarget {
        partitions = Map.copyOf(partitions);
        limits = Map.copyOf(limits);
    }
}
