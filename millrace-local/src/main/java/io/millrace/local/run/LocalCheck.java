package io.millrace.local.run;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.flink.check.PipelineWarnings;
import io.millrace.flink.code.UserCode;
import io.millrace.flink.job.JobSettings;
import io.millrace.flink.log.RecordLog;
import io.millrace.flink.plan.JobTarget;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.table.Connectors;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.side.TopicLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans pipelines as a run would, and starts nothing. */
public final class LocalCheck {

    private LocalCheck() {}

    /**
     * @param paths of pipelines that would run together
     * @return every problem, and of each pipeline without one its warnings; never throws a {@link MillraceException}
     */
    public static List<Problem> of(List<Path> paths) {
        Problems all = new Problems();
        all.collect(() -> LocalLaunch.load(paths))
                .ifPresent(pipelines -> pipelines.forEach(pipeline ->
                        all.collect(() -> warnings(pipeline)).ifPresent(warnings -> warnings.forEach(all::add))));
        return all.all();
    }

    private static List<Problem> warnings(Pipeline pipeline) {
        try (UserCode code = UserCode.compile(pipeline.java())) {
            return warnings(
                    pipeline,
                    new PipelinePlanner(pipeline, JobSettings.ofTest(pipeline), code, Connectors.AS_DECLARED));
        }
    }

    private static List<Problem> warnings(Pipeline pipeline, PipelinePlanner planner) {
        PipelinePlan plan = planner.plan();
        List<StreamBinding> inputs = bindings(planner, planner.inputs(plan));
        List<StreamBinding> outputs = bindings(planner, planner.outputs(plan));
        FeedForms.check(pipeline, inputs, outputs);
        // some mistakes are found only when the job is built
        planner.translate(plan, target(new PipelineTopics(pipeline, inputs, outputs)));
        return PipelineWarnings.of(pipeline, planner, plan, SettingPlaces.of(pipeline, PipelineLoader.LOCAL));
    }

    /** Topics as good as any: nobody runs the job. */
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
