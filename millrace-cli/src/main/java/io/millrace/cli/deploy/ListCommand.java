package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.deploy.Deployments;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.deploy.StatusReader;
import io.millrace.core.environment.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace list}: the pipelines in a named environment. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the pipelines in a named environment, a line each; 'millrace status' tells more.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:they are listed",
            "1:internal error",
            "2:wrong usage",
            "3:the environment's files have problems",
            "5:the environment cannot be reached"
        })
public final class ListCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    public ListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Environment target = environment.load(Path.of(""));
        Terminal.Stream out = surroundings.terminal().out();
        List<PipelineReport> reports;
        try (Deployments deployments = new Deployments(target)) {
            reports = new StatusReader(deployments, surroundings.clock()).all();
        }
        JsonLines lines = new JsonLines(out, surroundings.clock());
        for (PipelineReport report : reports) {
            if (common.isJson()) {
                lines.write(lines.event("pipeline")
                        .put("pipeline", report.pipeline())
                        .put("state", report.state().name())
                        .put("well", report.isWell()));
            } else {
                out.println(StatusText.headline(report, out, surroundings.clock()));
            }
        }
        if (reports.isEmpty() && !common.isJson()) {
            out.println("No pipeline was deployed to environment " + Printable.line(target.name()) + " yet.");
        }
        return 0;
    }
}
