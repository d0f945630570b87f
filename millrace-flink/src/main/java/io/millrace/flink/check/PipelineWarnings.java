package io.millrace.flink.check;

import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.SettingPlaces;
import io.millrace.core.pipeline.SqlSetting;
import io.millrace.core.pipeline.SqlStatement.Kind;
import io.millrace.flink.plan.PatternInputs;
import io.millrace.flink.plan.PipelinePlan;
import io.millrace.flink.plan.PipelinePlanner;
import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What can be told of a pipeline that plans, without running it. Only what is sure: no guesses about the data. */
public final class PipelineWarnings {

    private static final String STATE_TTL = "table.exec.state.ttl";

    private PipelineWarnings() {}

    /**
     * @param planner of the pipeline, which knows its tables
     * @param plan that it made
     * @param settings where the pipeline's files say something
     * @return problems whose codes are warnings, from top to bottom
     */
    public static List<Problem> of(
            Pipeline pipeline, PipelinePlanner planner, PipelinePlan plan, SettingPlaces settings) {
        PlanGraph graph = PlanGraph.of(plan);
        Script script = Script.of(pipeline);
        Problems warnings = new Problems();
        if (!saysHowLongStateIsKept(pipeline)) {
            new GrowingState(graph, script, name -> stream(planner, name)
                            .filter(binding -> !binding.table().isUpsert())
                            .isPresent())
                    .warnings()
                    .forEach(warnings::add);
        }
        new HiddenConflicts(graph, script, name -> stream(planner, name)
                        .map(StreamBinding::table)
                        .filter(StreamTable::isUpsert))
                .warnings()
                .forEach(warnings::add);
        WaitingPatterns waiting = new WaitingPatterns(graph, script, name -> stream(planner, name)
                .map(StreamBinding::table)
                .filter(table -> table.isKeyOrdered()));
        waiting.warnings(PatternInputs.of(plan)).forEach(warnings::add);
        planner.patterns().inJava(plan).forEach(pattern -> waiting.warning(pattern)
                .ifPresent(warnings::add));
        new ArrivalOrder(graph, script, name -> stream(planner, name))
                .warnings()
                .forEach(warnings::add);
        new LossWarnings(pipeline, settings)
                .warnings(
                        outputs(planner, plan, name -> isUpsert(planner, name)),
                        outputs(planner, plan, name -> planner.connector(name).isPresent()))
                .forEach(warnings::add);
        TableWarnings tables =
                new TableWarnings(pipeline, script, settings, planner.namedInJava(), TimeSpans.ofTables(graph));
        for (String name : planner.tables()) {
            stream(planner, name).ifPresent(binding -> tables.warnings(
                            binding, planner.inputs(plan).contains(name))
                    .forEach(warnings::add));
        }
        // a clause can become several operators
        return warnings.byPlace().stream().distinct().toList();
    }

    private static List<String> outputs(PipelinePlanner planner, PipelinePlan plan, Predicate<String> isMeant) {
        return planner.outputs(plan).stream().filter(isMeant).toList();
    }

    private static boolean isUpsert(PipelinePlanner planner, String name) {
        return stream(planner, name)
                .filter(binding -> binding.table().isUpsert())
                .isPresent();
    }

    private static Optional<StreamBinding> stream(PipelinePlanner planner, String name) {
        return planner.isStream(name) ? Optional.of(planner.stream(name)) : Optional.empty();
    }

    /** Whoever sets it has thought about it, whatever the value. */
    private static boolean saysHowLongStateIsKept(Pipeline pipeline) {
        return pipeline.statements().stream()
                .filter(statement -> statement.kind() == Kind.SET)
                .anyMatch(statement -> SqlSetting.of(statement).key().equals(STATE_TTL));
    }
}
