package io.millrace.cli.cluster;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.machine.ClusterAddresses;
import io.millrace.cluster.machine.MachineCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace cluster down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stop every process of a cluster on this machine.",
            "Data and jobs are kept: after 'cluster up' pipelines go on",
            "from their last checkpoint by themselves."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no process runs any more", "1:internal error", "2:wrong usage", "5:it could not be stopped"})
public final class ClusterDownCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final BuiltFiles built;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterDirectoryOption directory = new ClusterDirectoryOption();

    @Option(names = "--wipe", description = "Delete all its data as well: topics, checkpoints, jobs, and env/NAME.yml.")
    private boolean wipe;

    public ClusterDownCommand(Surroundings surroundings, BuiltFiles built) {
        this.surroundings = surroundings;
        this.built = built;
    }

    @Override
    public Integer call() {
        Terminal.Stream out = surroundings.terminal().out();
        MachineCluster cluster = directory.cluster(built);
        Optional<ClusterAddresses> addresses = cluster.addresses();
        if (addresses.isEmpty() && !common.isJson()) {
            out.println("There is no cluster here.");
            return 0;
        }
        cluster.down(step -> {
            if (!common.isJson()) {
                out.println("  " + step);
            }
        });
        List<Path> forgotten = List.of();
        if (wipe) {
            forgotten = addresses
                    .map(gone -> EnvironmentFile.forget(Path.of("env"), gone))
                    .orElse(List.of());
            cluster.wipe();
        }
        if (common.isJson()) {
            JsonLines lines = new JsonLines(out, surroundings.clock());
            lines.write(lines.event("clusterDown").put("wiped", wipe));
        } else {
            forgotten.forEach(file -> out.println("  deleted " + file));
            out.println(wipe ? "Down, and all data deleted." : "Down; data and jobs are kept.");
        }
        return 0;
    }
}
