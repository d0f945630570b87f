package io.millrace.flink.table;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.log.RecordLog;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.sink.DynamicTableSink;

/**
 * What sources and sinks need to know of the job they become part of. The planner hands them a stand-in environment,
 * so the real one is here.
 */
public interface JobContext {

    StreamExecutionEnvironment environment();

    Pipeline pipeline();

    /** Where records come from and go to. */
    RecordLog log();

    Connectors connectors();

    /** Of a topic that exists. */
    int partitions(String topic);

    /** Of a topic that exists. */
    TopicLimits limits(String topic);

    /** Of the connector that fills a topic with changes of a database; empty if nothing is known of one. */
    Optional<HeartbeatTopic> heartbeats(String topic);

    /** How often watermarks are agreed on; zero for after each row, where there is but one subtask. */
    Duration watermarkInterval();

    /** A sink of the planner's that is no table of the user's. */
    Optional<DynamicTableSink> ownSink(String name);

    /** A number that tells this sink from others of the same table, from 1. */
    int sinkNumber(String table);

    Clock clock();
}
