package io.millrace.local.run;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.flink.check.PipelineWarnings;
import io.millrace.flink.job.PlanCache;
import java.nio.file.Path;
import java.util.List;

/** Plans pipelines as a run would, and starts nothing. */
public final class LocalCheck {

    private LocalCheck() {}

    /**
     * @param paths of pipelines that would run together
     * @param plans where plans are kept that had no problem
     * @return every problem, and of each pipeline without one its warnings; never throws a {@link MillraceException}
     */
    public static List<Problem> of(List<Path> paths, PlanCache plans) {
        Problems all = new Problems();
        all.collect(() -> LocalLaunch.load(paths))
                .ifPresent(pipelines -> pipelines.forEach(pipeline -> all.collect(() -> warnings(pipeline, plans))
                        .ifPresent(warnings -> warnings.forEach(all::add))));
        return all.all();
    }

    private static List<Problem> warnings(Pipeline pipeline, PlanCache plans) {
        try (DryRun run = DryRun.of(pipeline, plans)) {
            return PipelineWarnings.of(
                    pipeline, run.planner(), run.plan(), SettingPlaces.of(pipeline, EnvironmentFiles.LOCAL));
        }
    }
}
