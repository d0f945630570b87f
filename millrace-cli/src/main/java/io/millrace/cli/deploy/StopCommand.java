package io.millrace.cli.deploy;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.deploy.Deployments;
import io.millrace.core.environment.Environment;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace stop}: a pipeline on a cluster, with a savepoint. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stop a pipeline in a named environment, with a savepoint.",
            "'millrace resume' goes on exactly there."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pipeline has stopped",
            "1:internal error",
            "2:wrong usage",
            "3:the environment's files have problems",
            "5:the environment cannot be reached",
            "6:the pipeline does not run, or could not be stopped so"
        })
public final class StopCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final EnvironmentOption environment = new EnvironmentOption();

    @Parameters(paramLabel = "PIPELINE", description = "Its name, or the path of its files.")
    private String pipeline = "";

    @Option(names = "--now", description = "End it without a savepoint; it goes on from its last checkpoint.")
    private boolean now;

    public StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Environment target = environment.load(EnvironmentOption.place(pipeline));
        String name = environment.pipeline(pipeline);
        Optional<String> savepoint;
        try (Deployments deployments = new Deployments(target)) {
            if (now) {
                deployments.end(name);
                savepoint = Optional.empty();
            } else {
                savepoint = Optional.of(deployments.stop(name));
            }
        }
        tell(name, target.name(), savepoint);
        return 0;
    }

    private void tell(String name, String target, Optional<String> savepoint) {
        Terminal.Stream out = surroundings.terminal().out();
        if (common.isJson()) {
            JsonLines lines = new JsonLines(out, surroundings.clock());
            lines.write(lines.event("stopped")
                    .put("pipeline", name)
                    .put("environment", target)
                    .put("savepoint", savepoint.orElse(null)));
            return;
        }
        out.println(savepoint
                .map(path -> "Stopped pipeline " + name + " with a savepoint, " + Printable.line(path) + ".")
                .orElse("Ended pipeline " + name + "; it goes on from its last checkpoint."));
        out.println("  go on   millrace resume PATH --env " + target);
    }
}
