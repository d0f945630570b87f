package io.millrace.flink.explain;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.SqlSetting;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.plan.PlanGraph;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/** Tells what a planned pipeline does. */
public final class Explainer {

    private static final String STATE_TTL = "table.exec.state.ttl";

    private Explainer() {}

    /**
     * @param planner of the pipeline, which knows its tables
     * @param plan that it made
     * @param settings where the pipeline's files say something
     */
    public static Explanation of(
            Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan, SettingPlaces settings) {
        PlanGraph graph = PlanGraph.of(plan);
        Steps steps = Steps.of(
                graph,
                new StepState(timeToLive(pipeline)),
                new StepWaits(planner.patterns().decidedOnArrival(plan)),
                planner.handOvers());
        return new Explanation(
                pipeline,
                new TableReader(pipeline, planner, plan, graph, settings).tables(),
                steps.all(),
                new Latencies(pipeline.policies(), steps).of(graph));
    }

    /** The last one that the script sets. */
    private static Optional<Duration> timeToLive(Pipeline pipeline) {
        return pipeline.statements().stream()
                .filter(statement -> statement.kind() == Kind.SET)
                .map(SqlSetting::of)
                .filter(setting -> setting.key().equals(STATE_TTL))
                .reduce((first, last) -> last)
                .map(setting -> TimeUtils.parseDuration(setting.value()));
    }
}
