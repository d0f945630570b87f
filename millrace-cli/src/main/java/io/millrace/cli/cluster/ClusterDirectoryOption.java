package io.millrace.cli.cluster;

import io.millrace.cli.process.BuiltFiles;
import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.cluster.machine.MachineCluster;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster is meant. */
final class ClusterDirectoryOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".millrace-cluster",
            description = "Where the cluster keeps everything. Default: ${DEFAULT-VALUE}")
    private Path directory = Path.of("");

    MachineCluster cluster(BuiltFiles built) {
        return new MachineCluster(directory, ClusterPrograms.ofThisProcess(built.flinkClassPath()));
    }
}
