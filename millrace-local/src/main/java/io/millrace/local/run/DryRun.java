package io.millrace.local.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.PlanCache;
import io.millrace.flink.launch.PipelineTopics;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.plan.JobTarget;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.TopicLimits;
import io.millrace.local.connect.LocalConnectors;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pipeline that was planned as a run would, without anything being started.
 *
 * @param code of the pipeline, there until this is closed
 * @param target with topics as good as any: nobody runs the job
 */
record DryRun(Pipeline pipeline, UserCode code, PipelinePlanner planner, PipelinePlan plan, JobTarget target)
        implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(DryRun.class);

    /**
     * @param plans where plans are kept that had no problem. An unchanged pipeline is not planned again: of all that can
     *     be wrong, only what its settings say is looked at anew
     * @throws io.millrace.core.error.MillraceException with every problem of the pipeline's files
     */
    static DryRun of(Pipeline pipeline, PlanCache plans) {
        UserCode code = UserCode.compile(pipeline.java());
        try {
            return of(pipeline, code, plans);
        } catch (RuntimeException | Error e) {
            code.close();
            throw e;
        }
    }

    private static DryRun of(Pipeline pipeline, UserCode code, PlanCache plans) {
        Optional<PipelinePlan> kept = plans.find(pipeline);
        if (kept.isPresent()) {
            try {
                PipelinePlanner planner = planner(pipeline, code);
                planner.declare();
                return of(pipeline, code, planner, kept.get());
            } catch (RuntimeException e) {
                // a problem of the settings, told below with those of the inserts; or a file that is no plan
                LOGGER.atDebug().setCause(e).log("a kept plan does not fit; planning anew");
            }
        }
        PipelinePlanner planner = planner(pipeline, code);
        DryRun run = of(pipeline, code, planner, planner.plan());
        // some mistakes are found only when the job is built
        planner.translate(run.plan(), run.target());
        plans.keep(pipeline, run.plan());
        return run;
    }

    private static PipelinePlanner planner(Pipeline pipeline, UserCode code) {
        return new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline), code, Connectors.AS_DECLARED);
    }

    private static DryRun of(Pipeline pipeline, UserCode code, PipelinePlanner planner, PipelinePlan plan) {
        List<StreamBinding> inputs = bindings(planner, planner.inputs(plan));
        List<StreamBinding> outputs = bindings(planner, planner.outputs(plan));
        FeedForms.check(pipeline, inputs, outputs);
        LocalConnectors.check(pipeline);
        return new DryRun(pipeline, code, planner, plan, target(new PipelineTopics(pipeline, inputs, outputs)));
    }

    @Override
    public void close() {
        code.close();
    }

    /** Flink's own description of the plan, by a planner of its own, since explaining builds the job anew. */
    String explain() {
        PipelinePlanner other = planner(pipeline, code);
        other.declare();
        return other.explain(plan, target);
    }

    private static JobTarget target(PipelineTopics topics) {
        Map<String, Integer> partitions = new HashMap<>();
        Map<String, TopicLimits> limits = new HashMap<>();
        topics.all().forEach(topic -> {
            partitions.put(topic, 1);
            limits.put(topic, TopicLimits.NONE);
        });
        return new JobTarget(new RecordLog.Memory("check"), partitions, limits, Clock.systemUTC());
    }

    private static List<StreamBinding> bindings(PipelinePlanner planner, Collection<String> tables) {
        return tables.stream().filter(planner::isStream).map(planner::stream).toList();
    }
}
