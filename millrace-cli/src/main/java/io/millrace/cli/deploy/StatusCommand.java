package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.cluster.deploy.Deployments;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.deploy.StatusReader;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Fault;
import io.millrace.core.error.MillraceException;
import io.millrace.core.text.Suggestions;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "6:a pipeline does not do well, or is not there"
        })
public final class StatusCommand implements Callable<Integer> {

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

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String wanted = pipeline == null ? "" : pipeline;
        Environment target = environment.load(EnvironmentOption.place(wanted));
        List<PipelineReport> reports;
        try (Deployments deployments = new Deployments(target)) {
            reports = new StatusReader(target, deployments, surroundings.clock()).all();
        }
        if (pipeline != null) {
            reports = List.of(one(environment.pipeline(pipeline), target, reports));
        }
        StatusOutput output = common.isJson()
                ? new StatusJson(surroundings.terminal().out(), surroundings.clock())
                : new StatusText(surroundings.terminal().out(), surroundings.clock(), pipeline != null);
        output.show(target, reports);
        return reports.stream().allMatch(PipelineReport::isWell) ? 0 : Fault.PIPELINE.exitCode();
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
