package io.millrace.cli.deploy;

import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.deploy.DeployRequest;
import io.millrace.cluster.deploy.Deployed;
import io.millrace.cluster.deploy.Deployment;

/** Deploys, and tells about it; {@code deploy} and {@code resume} alike. */
final class DeployRun {

    private final Surroundings surroundings;
    private final boolean isJson;

    DeployRun(Surroundings surroundings, boolean isJson) {
        this.surroundings = surroundings;
        this.isJson = isJson;
    }

    void run(DeployRequest request) {
        Terminal.Stream out = surroundings.terminal().out();
        Deployed deployed = new Deployment(request, step -> {
                    if (!isJson) {
                        out.println("  " + Printable.line(step));
                    }
                })
                .run();
        String environment = request.environment().name();
        if (isJson) {
            JsonLines lines = new JsonLines(out, surroundings.clock());
            lines.write(lines.event("deployed")
                    .put("pipeline", deployed.pipeline())
                    .put("environment", environment)
                    .put("job", deployed.job())
                    .put("parallelism", deployed.parallelism())
                    .put(
                            "restoredCheckpoint",
                            deployed.restored().isPresent()
                                    ? deployed.restored().getAsLong()
                                    : null)
                    .put("console", deployed.console().toString()));
            return;
        }
        String from = deployed.restored().isPresent()
                ? ", from its checkpoint " + deployed.restored().getAsLong()
                : "";
        out.println(Style.GOOD.paint("Running", out) + ": pipeline " + Printable.line(deployed.pipeline())
                + " in environment " + environment + ", " + deployed.parallelism()
                + (deployed.parallelism() == 1 ? " subtask" : " subtasks") + " per operator" + from + ".");
        out.println("  status   millrace status " + deployed.pipeline() + " --env " + environment);
        out.println("  stop     millrace stop " + deployed.pipeline() + " --env " + environment);
        out.println("  job      " + deployed.console());
    }
}
