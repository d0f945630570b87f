package io.millrace.cli.cluster;

import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code millrace cluster}: it only points to the others. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Start and stop a Kafka and Flink cluster on this machine.",
            "Brokers, JobManager and TaskManagers are processes of their own."
        })
public final class ClusterCommand implements Runnable {

    private final Surroundings surroundings;

    private ClusterCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** With the commands below it. */
    public static CommandLine with(Surroundings surroundings, BuiltFiles built) {
        return new CommandLine(new ClusterCommand(surroundings))
                .addSubcommand(new ClusterUpCommand(surroundings, built))
                .addSubcommand(new ClusterDownCommand(surroundings, built))
                .addSubcommand(new ClusterStatusCommand(surroundings, built));
    }

    @Override
    public void run() {
        surroundings.terminal().out().println("Name what to do: millrace cluster up, down or status.");
    }
}
