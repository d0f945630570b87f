package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.error.ProblemPrinter;
import io.millrace.cli.process.StopSignal;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.LiveScreen;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.deploy.Deployments;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.deploy.StatusReader;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Fault;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Suggestions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace status}: how pipelines in a named environment do. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Tell how the pipelines in a named environment do.",
            "Of one pipeline, also the account of every partition."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every pipeline runs well, or was stopped",
            "1:internal error",
            "2:wrong usage",
            "3:the environment's files have problems",
            "5:the environment cannot be reached",
            "6:a pipeline does not do well, or is not there",
            "130:Ctrl-C ended --watch"
        })
public final class StatusCommand implements Callable<Integer> {

    private static final int ENDED_BY_SIGNAL = 130;

    private final Surroundings surroundings;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "Its name, or the path of its files. Default: all.")
    private @Nullable String pipeline;

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean isWatched;

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String wanted = pipeline == null ? "" : pipeline;
        Environment target = environment.load(EnvironmentOption.place(wanted));
        Optional<String> only = Optional.ofNullable(pipeline).map(environment::pipeline);
        try (Deployments deployments = new Deployments(target)) {
            AtomicInteger exitCode = new AtomicInteger();
            Consumer<Terminal.Stream> look = out -> {
                List<PipelineReport> reports = reports(target, deployments, only);
                output(out).show(target, reports);
                exitCode.set(reports.stream().allMatch(PipelineReport::isWell) ? 0 : Fault.PIPELINE.exitCode());
            };
            if (isWatched) {
                watch(look, exitCode);
            } else {
                look.accept(surroundings.terminal().out());
            }
            return exitCode.get();
        }
    }

    private void watch(Consumer<Terminal.Stream> look, AtomicInteger exitCode) {
        Terminal terminal = surroundings.terminal();
        // nothing is under way that would have to be finished; the screen comes back with the process's end
        StopSignal stop = surroundings.signals().install(() -> System.exit(ENDED_BY_SIGNAL), () -> Runtime.getRuntime()
                .halt(ENDED_BY_SIGNAL));
        new StatusWatch(
                        terminal,
                        () -> common.isJson()
                                ? Optional.empty()
                                : LiveScreen.open(terminal.out().isColoured()),
                        (failure, out) -> {
                            exitCode.set(failure.code().fault().exitCode());
                            failure.problems().forEach(problem -> print(problem, out));
                        })
                .run(look, stop);
    }

    private void print(Problem problem, Terminal.Stream out) {
        if (common.isJson()) {
            ProblemPrinter.print(problem, Optional.empty(), new JsonLines(out, surroundings.clock()));
        } else {
            ProblemPrinter.print(problem, out);
        }
    }

    private List<PipelineReport> reports(Environment target, Deployments deployments, Optional<String> only) {
        List<PipelineReport> reports = new StatusReader(deployments, surroundings.clock()).all();
        return only.map(name -> List.of(one(name, target, reports))).orElse(reports);
    }

    private StatusOutput output(Terminal.Stream out) {
        return common.isJson()
                ? new StatusJson(out, surroundings.clock())
                : new StatusText(out, surroundings.clock(), pipeline != null);
    }

    private static PipelineReport one(String name, Environment target, List<PipelineReport> reports) {
        return reports.stream()
                .filter(report -> report.pipeline().equals(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.PIPELINE_UNKNOWN,
                        "there is no pipeline \"%s\" in environment \"%s\"".formatted(name, target.name()),
                        reports.isEmpty()
                                ? "none was deployed there; 'millrace deploy PATH' does it"
                                : Suggestions.remedy(
                                        name,
                                        reports.stream()
                                                .map(PipelineReport::pipeline)
                                                .toList(),
                                        "pipelines there")));
    }
}
