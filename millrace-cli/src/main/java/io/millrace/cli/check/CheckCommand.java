package io.millrace.cli.check;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.error.Failures;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.PipelineFolders;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.run.LocalCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace check}: pipelines planned, and nothing started. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Find mistakes in pipelines without starting anything.",
            "Problems keep a pipeline from running; warnings do not."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no problems; there may be warnings",
            "1:internal error",
            "2:wrong usage",
            "3:the pipelines' files have problems"
        })
public final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final PlanCache plans;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PATH",
            description = "Pipelines, or folders above them. Default: the working directory.")
    private List<Path> paths = List.of();

    /** @param plans where plans are kept, so that what has not changed is not planned again */
    public CheckCommand(Surroundings surroundings, PlanCache plans) {
        this.surroundings = surroundings;
        this.plans = plans;
    }

    @Override
    public Integer call() {
        List<Path> together = new ArrayList<>();
        List<List<Path>> runs = new ArrayList<>();
        for (Path path : paths.isEmpty() ? List.of(Path.of("")) : paths) {
            List<Path> found = PipelineFolders.below(path);
            if (found.equals(List.of(path))) {
                together.add(path);
            } else {
                // what lies below one folder need not fit into one run
                found.forEach(pipeline -> runs.add(List.of(pipeline)));
            }
        }
        if (!together.isEmpty()) {
            runs.add(0, together);
        }
        List<Problem> found = runs.stream()
                .flatMap(run -> LocalCheck.of(run, plans).stream())
                .distinct()
                .toList();
        int pipelines = runs.stream().mapToInt(List::size).sum();
        return show(found, pipelines);
    }

    private int show(List<Problem> found, int pipelines) {
        List<Problem> problems =
                found.stream().filter(problem -> !problem.code().isWarning()).toList();
        List<Problem> warnings =
                found.stream().filter(problem -> problem.code().isWarning()).toList();
        Failures failures = new Failures(surroundings.terminal(), surroundings.clock(), surroundings.logs());
        int exitCode = failures.report(problems, common.isJson());
        failures.report(warnings, common.isJson());
        if (common.isJson()) {
            JsonLines lines = new JsonLines(surroundings.terminal().out(), surroundings.clock());
            lines.write(lines.event("checked")
                    .put("pipelines", pipelines)
                    .put("problems", problems.size())
                    .put("warnings", warnings.size()));
        } else {
            summary(problems.size(), warnings.size(), pipelines);
        }
        surroundings.saveArchive(!common.isJson());
        return exitCode;
    }

    private void summary(int problems, int warnings, int pipelines) {
        Terminal.Stream out = surroundings.terminal().out();
        Style look = problems > 0 ? Style.BAD : warnings > 0 ? Style.CAREFUL : Style.GOOD;
        String found = problems + warnings == 0
                ? "nothing to mend"
                : count(problems, "problem") + ", " + count(warnings, "warning");
        out.println("Checked " + count(pipelines, "pipeline") + ": " + look.paint(found, out) + ".");
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
