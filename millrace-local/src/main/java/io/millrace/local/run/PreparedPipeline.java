package io.millrace.local.run;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.delivery.ProducerSettings;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.RestorePoint;
import io.millrace.flink.job.StoredPlan;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.outlet.SinkSettings;
import io.millrace.flink.plan.JobTarget;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.plan.PlanUpgrade;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.side.TopicLimits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A pipeline that has been planned; it needs no broker and no cluster yet. To be closed after its job. One thread. */
final class PreparedPipeline implements AutoCloseable {

    /** Above any topic's limit: the outlet looks at the limits itself and keeps what does not fit. */
    private static final String NO_LIMIT = Integer.toString(64 << 20);

    private final Pipeline pipeline;
    private final JobState state;
    private final UserCode code;
    private final PipelinePlanner planner;
    private final PipelinePlan plan;
    private final String fingerprint;
    private final List<StreamBinding> inputs;
    private final List<StreamBinding> outputs;

    /** What begins every transactional id of a pipeline; no name of another one can go on so. */
    static String transactionPrefix(String pipeline) {
        return "millrace-" + pipeline + "-/";
    }

    private PreparedPipeline(
            Pipeline pipeline,
            JobState state,
            UserCode code,
            PipelinePlanner planner,
            PipelinePlan plan,
            String fingerprint) {
        this.pipeline = pipeline;
        this.state = state;
        this.code = code;
        this.planner = planner;
        this.plan = plan;
        this.fingerprint = fingerprint;
        this.inputs = bindings(planner.inputs(plan));
        this.outputs = bindings(planner.outputs(plan));
        FeedForms.check(pipeline, inputs, outputs);
    }

    /**
     * @param temporary where its Java is compiled
     * @throws io.millrace.core.error.MillraceException with every problem of the pipeline's files
     */
    static PreparedPipeline of(Pipeline pipeline, JobState state, int parallelism, Path temporary) {
        refuseOtherDelivery(pipeline, state);
        // of the files as they are now: they may be edited while the pipeline starts
        String fingerprint = StoredPlan.fingerprint(pipeline);
        UserCode code = UserCode.compile(pipeline.java(), temporary);
        try {
            return of(pipeline, state, parallelism, fingerprint, code);
        } catch (RuntimeException | Error e) {
            code.close();
            throw e;
        }
    }

    private static PreparedPipeline of(
            Pipeline pipeline, JobState state, int parallelism, String fingerprint, UserCode code) {
        PipelinePlanner planner = new PipelinePlanner(
                pipeline, JobSettings.of(pipeline, parallelism, state), code, Connectors.AS_DECLARED);
        Optional<StoredPlan> last = state.restorePoint().flatMap(point -> state.storedPlan());
        if (last.isPresent() && last.get().fingerprint().equals(fingerprint)) {
            planner.declare();
            return new PreparedPipeline(
                    pipeline, state, code, planner, new PipelinePlan(last.get().json()), fingerprint);
        }
        PipelinePlan compiled = planner.plan();
        PipelinePlan plan = last.map(
                        stored -> PlanUpgrade.adopt(pipeline.name(), new PipelinePlan(stored.json()), compiled))
                .orElse(compiled);
        return new PreparedPipeline(pipeline, state, code, planner, plan, fingerprint);
    }

    /** Transactions that a crash left prepared are committed by a run of the delivery that prepared them. */
    private static void refuseOtherDelivery(Pipeline pipeline, JobState state) {
        String exactlyOnce = Delivery.EXACTLY_ONCE.text();
        boolean hasTransactions =
                state.interruptedDelivery().filter(exactlyOnce::equals).isPresent();
        if (hasTransactions && pipeline.policies().delivery() != Delivery.EXACTLY_ONCE) {
            throw new MillraceException(
                    ErrorCode.PIPELINE_CHANGED,
                    "the delivery of pipeline \"" + pipeline.name() + "\" has changed to \""
                            + pipeline.policies().delivery().text()
                            + "\", but its last run did not stop cleanly and left transactions to commit",
                    "run it once more with delivery: exactly-once and stop it with Ctrl-C, or run with --fresh");
        }
    }

    Pipeline pipeline() {
        return pipeline;
    }

    JobState state() {
        return state;
    }

    List<StreamBinding> inputs() {
        return inputs;
    }

    List<StreamBinding> outputs() {
        return outputs;
    }

    PipelineTopics topics() {
        return new PipelineTopics(pipeline, inputs, outputs);
    }

    /**
     * Builds the job, and keeps its plan beside its checkpoints.
     *
     * @param facts of every topic of {@link #topics}
     */
    StreamGraph job(String bootstrapServers, Map<String, TopicFacts> facts, LocalTuning tuning) {
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicLimits> limits = new HashMap<>();
        facts.forEach((topic, fact) -> {
            partitions.put(topic, fact.partitions());
            limits.put(topic, fact.limits());
        });
        Delivery delivery = pipeline.policies().delivery();
        boolean cleanStop = state.restorePoint().map(RestorePoint::isCleanStop).orElse(true);
        JobTarget target = new JobTarget(
                new RecordLog.Kafka(
                        consumer(bootstrapServers),
                        sinks(bootstrapServers, tuning, cleanStop),
                        delivery == Delivery.AT_MOST_ONCE && state.wasInterrupted()),
                partitions,
                limits,
                tuning.clock());
        StreamGraph graph = planner.translate(plan, target);
        state.removeLeftovers();
        state.store(new StoredPlan(plan.json(), fingerprint));
        state.started(delivery.text());
        return graph;
    }

    private Properties consumer(String bootstrapServers) {
        Properties consumer = new Properties();
        consumer.setProperty("bootstrap.servers", bootstrapServers);
        consumer.setProperty("group.id", pipeline.name());
        consumer.setProperty("isolation.level", "read_committed");
        consumer.setProperty("partition.discovery.interval.ms", "10000");
        return consumer;
    }

    private SinkSettings sinks(String bootstrapServers, LocalTuning tuning, boolean cleanStop) {
        Delivery delivery = pipeline.policies().delivery();
        Properties producer = new Properties();
        producer.putAll(ProducerSettings.asMap(delivery, pipeline.policies().profile()));
        producer.setProperty("bootstrap.servers", bootstrapServers);
        producer.setProperty("max.request.size", NO_LIMIT);
        producer.setProperty(
                "transaction.timeout.ms",
                Long.toString(tuning.transactionTimeout().toMillis()));
        return new SinkSettings(
                producer,
                switch (delivery) {
                    // to Flink the difference is whether a checkpoint waits until everything is sent: without, a
                    // clean stop would drop what the producer still holds
                    case AT_MOST_ONCE, AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
                    case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
                },
                transactionPrefix(pipeline.name()),
                cleanStop);
    }

    @Override
    public void close() {
        code.close();
    }

    private List<StreamBinding> bindings(Collection<String> tables) {
        return tables.stream().filter(planner::isStream).map(planner::stream).toList();
    }
}
