package io.millrace.local.run;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.job.JobSettings;
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

/**
 * A pipeline that was planned as a run would, without anything being started.
 *
 * @param target with topics as good as any: nobody runs the job
 */
record DryRun(Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan, JobTarget target) {

    /** @throws io.millrace.core.error.MillraceException with every problem of the pipeline's files, but for those that
     *     are found only when the job is built */
    static DryRun of(Pipeline pipeline) {
        PipelinePlanner planner = new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline));
        PipelinePlan plan = planner.plan();
        List<StreamBinding> inputs = bindings(planner, plan.inputs());
        List<StreamBinding> outputs = bindings(planner, plan.outputs());
        FeedForms.check(pipeline, inputs, outputs);
        return new DryRun(pipeline, planner, plan, target(new PipelineTopics(pipeline, inputs, outputs)));
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
