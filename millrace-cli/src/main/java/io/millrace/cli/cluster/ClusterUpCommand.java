package io.millrace.cli.cluster;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cluster.machine.ClusterAddresses;
import io.millrace.cluster.machine.MachineCluster;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace cluster up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Start a cluster on this machine, or what has died of it.",
            "Its processes run on when this command has ended.",
            "Writes env/NAME.yml, so that 'millrace deploy' finds it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every process answers", "1:internal error", "2:wrong usage", "5:a process did not start"})
public final class ClusterUpCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final BuiltFiles built;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterDirectoryOption directory = new ClusterDirectoryOption();

    @Option(
            names = "--brokers",
            paramLabel = "N",
            converter = ProcessCount.class,
            description = "How many Kafka brokers. Default: 3.")
    private @Nullable Integer brokers;

    @Option(
            names = "--taskmanagers",
            paramLabel = "N",
            converter = ProcessCount.class,
            description = "How many TaskManagers. Default: 2.")
    private @Nullable Integer taskManagers;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description = "Of the first broker, if it is free. Default: 9092.")
    private @Nullable Integer portBase;

    @Option(
            names = "--flink",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of Flink for the processes started from now on, e.g. s3.endpoint=http://127.0.0.1:9000."
                            + " Can be repeated.")
    private Map<String, String> flink = new TreeMap<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "cluster",
            description = "Of the environment. Default: ${DEFAULT-VALUE}")
    private String name = "";

    public ClusterUpCommand(Surroundings surroundings, BuiltFiles built) {
        this.surroundings = surroundings;
        this.built = built;
    }

    @Override
    public Integer call() {
        Terminal.Stream out = surroundings.terminal().out();
        EnvironmentFile file = new EnvironmentFile(Path.of("env", name + ".yml"));
        file.refuseForeign();
        MachineCluster cluster = directory.cluster(built);
        cluster.up(new MachineCluster.Wish(number(brokers), number(taskManagers), number(portBase), flink), step -> {
            if (!common.isJson()) {
                out.println("  " + step);
            }
        });
        ClusterAddresses addresses = cluster.addresses().orElseThrow();
        file.write(addresses);
        if (common.isJson()) {
            JsonLines lines = new JsonLines(out, surroundings.clock());
            lines.write(lines.event("cluster")
                    .put("environment", name)
                    .put("bootstrapServers", addresses.bootstrapServers())
                    .put("rest", addresses.rest()));
            return 0;
        }
        out.println(Style.GOOD.paint("Up", out) + ": Kafka on " + addresses.bootstrapServers() + ", Flink on "
                + addresses.rest() + ".");
        out.println("  " + file + " says so; deploy with: millrace deploy PATH --env " + name);
        return 0;
    }

    private static OptionalInt number(@Nullable Integer given) {
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }
}
