package io.millrace.local.run;

import io.millrace.core.delivery.ClientSetting;
import io.millrace.core.delivery.Replication;
import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.flink.explain.Explainer;
import io.millrace.flink.explain.Explanation;
import io.millrace.flink.job.PlanCache;
import io.millrace.flink.launch.JobClients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is told of a pipeline in the local environment.
 *
 * @param consumer settings of the intakes' clients, without the broker's address
 * @param producer settings of the sinks' clients, without the broker's address
 * @param topics settings of topics that are created
 * @param plan Flink's own, if it was asked for
 */
public record LocalExplain(
        Explanation explanation,
        List<ClientSetting> consumer,
        List<ClientSetting> producer,
        List<ClientSetting> topics,
        Optional<String> plan) {

    public LocalExplain {
        consumer = List.copyOf(consumer);
        producer = List.copyOf(producer);
        topics = List.copyOf(topics);
    }

    /**
     * Plans pipelines, and starts nothing.
     *
     * @param paths of pipelines that would run together
     * @param withPlan whether Flink's own plan is wanted
     * @param plans where plans are kept that had no problem
     * @throws MillraceException with every problem
     */
    public static List<LocalExplain> of(List<Path> paths, boolean withPlan, PlanCache plans) {
        List<LocalExplain> explained = new ArrayList<>();
        for (Pipeline pipeline : LocalLaunch.load(paths)) {
            explained.add(of(pipeline, withPlan, plans));
        }
        return explained;
    }

    private static LocalExplain of(Pipeline pipeline, boolean withPlan, PlanCache plans) {
        try (DryRun run = DryRun.of(pipeline, plans)) {
            Explanation explanation = Explainer.of(
                    pipeline, run.planner(), run.plan(), SettingPlaces.of(pipeline, EnvironmentFiles.LOCAL));
            return new LocalExplain(
                    explanation,
                    JobClients.consumer(pipeline),
                    JobClients.producer(
                            pipeline, LocalTuning.standard().transactionTimeout(), LocalTuning.TIMEOUT_RULE),
                    topics(Replication.of(pipeline.policies().profile(), 1)),
                    withPlan ? Optional.of(run.explain()) : Optional.empty());
        }
    }

    private static List<ClientSetting> topics(Replication replication) {
        return List.of(
                new ClientSetting("replication.factor", Integer.toString(replication.factor()), replication.why()));
    }
}
