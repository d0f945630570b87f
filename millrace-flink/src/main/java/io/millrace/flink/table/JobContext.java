package io.millrace.flink.table;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.outlet.SinkSettings;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What sources and sinks need to know of the job they become part of. The planner hands them a stand-in environment,
 * so the real one is here.
 */
public interface JobContext {

    StreamExecutionEnvironment environment();

    Pipeline pipeline();

    /** Settings of every consumer, {@code bootstrap.servers} and {@code group.id} among them. */
    Properties consumer();

    SinkSettings sinks();

    /** Of a topic that exists. */
    int partitions(String topic);

    /** Of a topic that exists. */
    TopicLimits limits(String topic);

    /** How often watermarks are agreed on. */
    Duration watermarkInterval();

    /** Whether inputs begin at their end: at-most-once after a crash. */
    boolean skipsBacklog();

    /** A number that tells this sink from others of the same table, from 1. */
    int sinkNumber(String table);

    Clock clock();
}
