package io.millrace.flink.plan;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.Policies;
import io.millrace.core.pipeline.SqlScript;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.log.StartPosition;
import io.millrace.flink.outlet.RestoredTransactions;
import io.millrace.flink.outlet.SinkSettings;
import io.millrace.flink.table.Connectors;
import io.millrace.kafka.side.TopicLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** Plans pipelines without a broker, for two subtasks: topics have as many partitions as the tables ask for, or four. */
final class TestPipelines {

    private TestPipelines() {}

    static Pipeline pipeline(String sql) {
        return new Pipeline("test", Path.of("test"), SqlScript.split("test.sql", sql), Policies.standard());
    }

    static PipelinePlanner planner(String sql) {
        return planner(pipeline(sql), UserCode.none());
    }

    static PipelinePlanner planner(Pipeline pipeline, UserCode code) {
        Configuration settings = new Configuration();
        settings.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        return new PipelinePlanner(pipeline, settings, code, Connectors.AS_DECLARED);
    }

    static PipelinePlan plan(String sql) {
        return planner(sql).plan();
    }

    /** Plans, and builds the job at once. */
    static StreamGraph job(String sql) {
        PipelinePlanner planner = planner(sql);
        return translate(planner, planner.plan());
    }

    /** Builds the job from a plan that an earlier process made. */
    static StreamGraph reload(String sql, PipelinePlan plan) {
        PipelinePlanner planner = planner(sql);
        planner.declare();
        return translate(planner, new PipelinePlan(plan.json()));
    }

    static StreamGraph translate(PipelinePlanner planner, PipelinePlan plan) {
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicLimits> limits = new HashMap<>();
        Set<String> tables = new TreeSet<>(planner.inputs(plan));
        tables.addAll(planner.outputs(plan));
        for (String table : tables) {
            if (planner.isStream(table)) {
                partitions.put(
                        planner.stream(table).table().topic(),
                        planner.stream(table).partitions().orElse(4));
                limits.put(planner.stream(table).table().topic(), TopicLimits.NONE);
                limits.put("test." + table + ".rejects", TopicLimits.NONE);
                limits.put("test." + table + ".late", TopicLimits.NONE);
            }
        }
        Properties clients = new Properties();
        clients.setProperty("bootstrap.servers", "127.0.0.1:1");
        clients.setProperty("group.id", "test");
        return planner.translate(
                plan,
                new JobTarget(
                        new RecordLog.Kafka(
                                clients,
                                new SinkSettings(
                                        clients,
                                        DeliveryGuarantee.AT_LEAST_ONCE,
                                        "millrace-test-",
                                        RestoredTransactions.NONE),
                                StartPosition.EARLIEST,
                                false,
                                null),
                        partitions,
                        limits,
                        Clock.systemUTC()));
    }

    /** The uids of the operators by which a checkpoint finds its state. */
    static Set<String> uids(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .map(String::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<String> names(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(StreamNode::getOperatorName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
