package io.millrace.cli.cluster;

import io.millrace.cli.CommonOptions;
import io.millrace.cli.process.BuiltFiles;
import io.millrace.cli.process.Surroundings;
import io.millrace.cli.terminal.JsonLines;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import io.millrace.cluster.machine.NodeStatus;
import io.millrace.core.error.Fault;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cluster status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tell which processes of a cluster on this machine run.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of them run",
            "1:internal error",
            "2:wrong usage",
            "5:one does not, or there is no cluster"
        })
public final class ClusterStatusCommand implements Callable<Integer> {

    private static final int NAME = 16;
    private static final int STATE = 9;
    private static final int ADDRESS = 16;

    private final Surroundings surroundings;
    private final BuiltFiles built;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterDirectoryOption directory = new ClusterDirectoryOption();

    public ClusterStatusCommand(Surroundings surroundings, BuiltFiles built) {
        this.surroundings = surroundings;
        this.built = built;
    }

    @Override
    public Integer call() {
        List<NodeStatus> nodes = directory.cluster(built).status();
        Terminal.Stream out = surroundings.terminal().out();
        for (NodeStatus node : nodes) {
            if (common.isJson()) {
                JsonLines lines = new JsonLines(out, surroundings.clock());
                lines.write(lines.event("node")
                        .put("node", node.name())
                        .put("pid", node.pid().isPresent() ? node.pid().getAsLong() : null)
                        .put("address", node.address())
                        .put("answers", node.answers())
                        .put("log", node.log().toString()));
            } else {
                out.println(line(node, out));
            }
        }
        if (nodes.isEmpty() && !common.isJson()) {
            out.println("There is no cluster here; 'millrace cluster up' starts one.");
        }
        boolean isWell = !nodes.isEmpty() && nodes.stream().allMatch(NodeStatus::answers);
        return isWell ? 0 : Fault.ENVIRONMENT.exitCode();
    }

    private static String line(NodeStatus node, Terminal.Stream out) {
        String state = node.pid().isEmpty() ? "dead" : node.answers() ? "up" : "silent";
        Style look = node.answers() ? Style.GOOD : Style.BAD;
        String pid = node.pid().isPresent() ? "pid " + node.pid().getAsLong() : "see " + node.log();
        return Text.left(node.name(), NAME) + " " + look.paint(Text.left(state, STATE), out) + " "
                + Text.left(node.address(), ADDRESS) + " " + pid;
    }
}
