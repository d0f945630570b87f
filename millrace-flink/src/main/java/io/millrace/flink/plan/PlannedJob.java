package io.millrace.flink.plan;

import io.millrace.core.delivery.ProfileTimings;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.HeartbeatTopic;
import io.millrace.flink.table.JobContext;
import io.millrace.kafka.side.TopicLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.jspecify.annotations.Nullable;

/** A job while it is planned: the pipeline is known from the start, the target only once its topics exist. */
final class PlannedJob implements JobContext {

    private final Pipeline pipeline;
    private final StreamExecutionEnvironment environment;
    private final Connectors connectors;
    private final Map<String, Integer> sinks = new HashMap<>();
    private Function<String, Optional<DynamicTableSink>> ownSinks = name -> Optional.empty();
    private @Nullable JobTarget target;

    PlannedJob(Pipeline pipeline, StreamExecutionEnvironment environment, Connectors connectors) {
        this.pipeline = pipeline;
        this.environment = environment;
        this.connectors = connectors;
    }

    void know(Function<String, Optional<DynamicTableSink>> sinks) {
        ownSinks = sinks;
    }

    void aim(JobTarget at) {
        target = at;
    }

    @Override
    public StreamExecutionEnvironment environment() {
        return environment;
    }

    @Override
    public Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public RecordLog log() {
        return target().log();
    }

    @Override
    public Connectors connectors() {
        return connectors;
    }

    @Override
    public int partitions(String topic) {
        return known(target().partitions(), topic);
    }

    @Override
    public TopicLimits limits(String topic) {
        return known(target().limits(), topic);
    }

    @Override
    public Optional<HeartbeatTopic> heartbeats(String topic) {
        return Optional.ofNullable(target().heartbeats().get(topic));
    }

    @Override
    public Duration watermarkInterval() {
        Duration interval = ProfileTimings.of(pipeline.policies().profile()).watermarkInterval();
        return log().fold(kafka -> interval, memory -> Duration.ZERO);
    }

    @Override
    public Optional<DynamicTableSink> ownSink(String name) {
        return ownSinks.apply(name);
    }

    @Override
    public int sinkNumber(String table) {
        return sinks.merge(table, 1, Integer::sum);
    }

    @Override
    public Clock clock() {
        return target().clock();
    }

    private JobTarget target() {
        if (target == null) {
            throw new IllegalStateException("the job of pipeline " + pipeline.name() + " has no target yet");
        }
        return target;
    }

    private static <T> T known(Map<String, T> byTopic, String topic) {
        T value = byTopic.get(topic);
        if (value == null) {
            throw new IllegalStateException("topic " + topic + " was not made before the job");
        }
        return value;
    }
}
