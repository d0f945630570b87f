package io.millrace.flink.launch;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.StoredPlan;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.outlet.RestoredTransactions;
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
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A pipeline that has been planned; it needs no broker and no cluster yet. To be closed after its job. One thread. */
public final class PreparedPipeline implements AutoCloseable {

    private final Pipeline pipeline;
    private final Recovery recovery;
    private final JobState state;
    private final UserCode code;
    private final PipelinePlanner planner;
    private final PipelinePlan plan;
    private final String fingerprint;
    private final List<StreamBinding> inputs;
    private final List<StreamBinding> outputs;

    private PreparedPipeline(
            Pipeline pipeline,
            Recovery recovery,
            JobState state,
            UserCode code,
            PipelinePlanner planner,
            PipelinePlan plan,
            String fingerprint) {
        this.pipeline = pipeline;
        this.recovery = recovery;
        this.state = state;
        this.code = code;
        this.planner = planner;
        this.plan = plan;
        this.fingerprint = fingerprint;
        this.inputs = bindings(planner.inputs(plan));
        this.outputs = bindings(planner.outputs(plan));
    }

    /**
     * @param temporary where its Java is compiled
     * @throws io.millrace.core.error.MillraceException with every problem of the pipeline's files
     */
    public static PreparedPipeline of(
            Pipeline pipeline, JobState state, int parallelism, Recovery recovery, Path temporary) {
        refuseOtherDelivery(pipeline, state);
        // of the files as they are now: they may be edited while the pipeline starts
        String fingerprint = StoredPlan.fingerprint(pipeline);
        UserCode code = UserCode.compile(pipeline.java(), temporary);
        try {
            return of(
                    pipeline,
                    recovery,
                    JobSettings.of(pipeline, parallelism, state, recovery),
                    state,
                    fingerprint,
                    code);
        } catch (RuntimeException | Error e) {
            code.close();
            throw e;
        }
    }

    private static PreparedPipeline of(
            Pipeline pipeline,
            Recovery recovery,
            Configuration settings,
            JobState state,
            String fingerprint,
            UserCode code) {
        PipelinePlanner planner = new PipelinePlanner(pipeline, settings, code, Connectors.AS_DECLARED);
        Optional<StoredPlan> last = state.restorePoint().flatMap(point -> state.storedPlan());
        if (last.isPresent() && last.get().fingerprint().equals(fingerprint)) {
            planner.declare();
            return new PreparedPipeline(
                    pipeline,
                    recovery,
                    state,
                    code,
                    planner,
                    new PipelinePlan(last.get().json()),
                    fingerprint);
        }
        PipelinePlan compiled = planner.plan();
        PipelinePlan plan = last.map(
                        stored -> PlanUpgrade.adopt(pipeline.name(), new PipelinePlan(stored.json()), compiled))
                .orElse(compiled);
        return new PreparedPipeline(pipeline, recovery, state, code, planner, plan, fingerprint);
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
                    "run it once more with delivery: exactly-once and stop it cleanly, or begin anew with --fresh");
        }
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    public JobState state() {
        return state;
    }

    public List<StreamBinding> inputs() {
        return inputs;
    }

    public List<StreamBinding> outputs() {
        return outputs;
    }

    public PipelineTopics topics() {
        return new PipelineTopics(pipeline, inputs, outputs);
    }

    /**
     * Builds the job, and keeps its plan beside its checkpoints.
     *
     * @param facts of every topic of {@link #topics}
     */
    public StreamGraph job(Map<String, TopicFacts> facts, LaunchTarget to) {
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicLimits> limits = new HashMap<>();
        facts.forEach((topic, fact) -> {
            partitions.put(topic, fact.partitions());
            limits.put(topic, fact.limits());
        });
        Delivery delivery = pipeline.policies().delivery();
        RestoredTransactions restored = state.restorePoint()
                .map(point -> new RestoredTransactions(point.id(), point.isCleanStop(), to.acceptsLoss()))
                .orElse(RestoredTransactions.NONE);
        JobTarget target = new JobTarget(
                new RecordLog.Kafka(
                        JobClients.properties(JobClients.consumer(pipeline), to.kafka()),
                        sinks(to, restored),
                        to.start(),
                        delivery == Delivery.AT_MOST_ONCE && state.wasInterrupted(),
                        delivery == Delivery.AT_MOST_ONCE && recovery == Recovery.RESTART ? state.starts() : null),
                partitions,
                limits,
                to.heartbeats(),
                to.clock());
        StreamGraph graph = planner.translate(plan, target);
        graph.getExecutionConfig()
                .setGlobalJobParameters(Configuration.fromMap(JobLabels.of(
                                pipeline, inputs, outputs, state.directory().uri())
                        .parameters()));
        state.removeLeftovers();
        state.store(new StoredPlan(plan.json(), fingerprint));
        state.started(delivery.text());
        return graph;
    }

    /** Settings of every producer of the job; with secrets, so not to be printed. */
    public Properties producer(LaunchTarget to) {
        return JobClients.properties(
                JobClients.producer(pipeline, to.transactionTimeout(), to.timeoutRule()), to.kafka());
    }

    private SinkSettings sinks(LaunchTarget to, RestoredTransactions restored) {
        Delivery delivery = pipeline.policies().delivery();
        return new SinkSettings(
                producer(to),
                switch (delivery) {
                    // to Flink the difference is whether a checkpoint waits until everything is sent: without, a
                    // clean stop would drop what the producer still holds
                    case AT_MOST_ONCE, AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
                    case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
                },
                JobClients.transactionPrefix(pipeline.name()),
                restored);
    }

    /**
     * The pipeline's own Java as jars, for a cluster that does not see this machine's files.
     *
     * @param into a directory for those that must be made
     */
    public List<Path> jars(Path into) {
        return code.jars(into);
    }

    /** Finds the classes of the job. */
    public ClassLoader loader() {
        return code.loader();
    }

    @Override
    public void close() {
        code.close();
    }

    private List<StreamBinding> bindings(Collection<String> tables) {
        return tables.stream().filter(planner::isStream).map(planner::stream).toList();
    }
}
