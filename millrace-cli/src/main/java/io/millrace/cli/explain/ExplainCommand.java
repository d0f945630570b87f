package io.millrace.cli.explain;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.error.Failures;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.PipelineFolders;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.run.LocalExplain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace explain}: what pipelines do, told without starting anything. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Tell what a pipeline does, step by step: what it keeps in state and for how long,",
            "what makes a result wait, and which Kafka settings are in force. Starts nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:explained", "1:internal error", "2:wrong usage", "3:the pipelines' files have problems"})
public final class ExplainCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final PlanCache plans;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Pipelines, or folders above them. Default: the working directory.")
    private List<Path> paths = List.of();

    @Option(names = "--plan", description = "Add Flink's own plan.")
    private boolean plan;

    /** @param plans where plans are kept, so that what has not changed is not planned again */
    public ExplainCommand(Surroundings surroundings, PlanCache plans) {
        this.surroundings = surroundings;
        this.plans = plans;
    }

    @Override
    public Integer call() {
        List<Problem> problems = new ArrayList<>();
        boolean isFirst = true;
        for (Path path : paths.isEmpty() ? List.of(Path.of("")) : paths) {
            for (Path pipeline : PipelineFolders.below(path)) {
                try {
                    for (LocalExplain explained : LocalExplain.of(List.of(pipeline), plan, plans)) {
                        show(explained, isFirst);
                        isFirst = false;
                    }
                } catch (MillraceException e) {
                    problems.addAll(e.problems());
                }
            }
        }
        int exitCode = new Failures(surroundings.terminal(), surroundings.clock(), surroundings.logs())
                .report(problems, common.isJson());
        surroundings.saveArchive(!common.isJson());
        return exitCode;
    }

    private void show(LocalExplain explained, boolean isFirst) {
        if (common.isJson()) {
            new ExplainJson(new JsonLines(surroundings.terminal().out(), surroundings.clock())).print(explained);
            return;
        }
        if (!isFirst) {
            surroundings.terminal().out().println("");
        }
        new ExplainText(surroundings.terminal()).print(explained);
    }
}
