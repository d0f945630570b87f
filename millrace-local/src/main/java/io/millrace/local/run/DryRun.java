package io.millrace.local.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.job.PlanCache;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.plan.JobTarget;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.TopicLimits;
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
 * @param target with topics as good as any: nobody runs the job
 */
record DryRun(Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan, JobTarget target) {

    private static final Logger LOGGER = LoggerFactory.getLogger(DryRun.class);

    /**
     * @param plans where plans are kept that had no problem. An unchanged pipeline is not planned again: of all that can
     *     be wrong, only what its settings say is looked at anew
     * @throws io.millrace.core.error.MillraceException with every problem of the pipeline's files
     */
    static DryRun of(Pipeline pipeline, PlanCache plans) {
        Optional<PipelinePlan> kept = plans.find(pipeline);
        if (kept.isPresent()) {
            try {
                PipelinePlanner planner = planner(pipeline);
                planner.declare();
                return of(pipeline, planner, kept.get());
            } catch (RuntimeException e) {
                // a problem of the settings, told below with those of the inserts; or a file that is no plan
                LOGGER.atDebug().setCause(e).log("a kept plan does not fit; planning anew");
            }
        }
        PipelinePlanner planner = planner(pipeline);
        DryRun run = of(pipeline, planner, planner.plan());
        // some mistakes are found only when the job is built
        planner.translate(run.plan(), run.target());
        plans.keep(pipeline, run.plan());
        return run;
    }

    private static PipelinePlanner planner(Pipeline pipeline) {
        return new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline));
    }

    private static DryRun of(Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan) {
        List<StreamBinding> inputs = bindings(planner, plan.inputs());
        List<StreamBinding> outputs = bindings(planner, plan.outputs());
        FeedForms.check(pipeline, inputs, outputs);
        return new DryRun(pipeline, planner, plan, target(new PipelineTopics(pipeline, inputs, outputs)));
    }

    /** Flink's own description of the plan, by a planner of its own, since explaining builds the job anew. */
    String explain() {
        PipelinePlanner other = planner(pipeline);
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
