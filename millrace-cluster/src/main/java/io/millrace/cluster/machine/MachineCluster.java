package io.millrace.cluster.machine;

import io.millrace.cluster.deploy.FlinkCluster;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Kafka and Flink cluster on this machine, on 127.0.0.1 only. Its processes live on when this one ends, and are found
 * again by the next command.
 *
 * <p>A process that died is started again by {@link #up}; one that was stopped too. Data, checkpoints and the jobs that
 * run are kept until {@link #wipe}.
 */
public final class MachineCluster {

    private static final Duration START_LIMIT = Duration.ofSeconds(120);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int SHOWN_LINES = 12;

    private final ClusterDirectory directory;
    private final ClusterPrograms programs;

    public MachineCluster(Path directory, ClusterPrograms programs) {
        this.directory = new ClusterDirectory(directory);
        this.programs = programs;
    }

    /**
     * What the cluster is to have.
     *
     * @param brokers from 1; empty for those it has, or 3
     * @param taskManagers from 1; empty for those it has, or 2
     * @param portBase of the first broker, and 0 for any; empty means 9092
     * @param flink settings of Flink for the processes that are started from now on, over those that it had; an empty
     *     one takes one of those back
     */
    public record Wish(OptionalInt brokers, OptionalInt taskManagers, OptionalInt portBase, Map<String, String> flink) {

        /** What it has, or the usual. */
        public static final Wish AS_IT_IS =
                new Wish(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Map.of());

        public Wish {
            flink = Map.copyOf(flink);
        }
    }

    /**
     * Starts what does not run, and waits until all of it answers.
     *
     * @throws MillraceException {@code CLUSTER_START} with the last lines of the process that did not start, or {@code
     *     USAGE} if the cluster was made with another number of brokers
     */
    public void up(Wish wish, ClusterListener listener) {
        up(wish, Fronts.NONE, listener);
    }

    /** As {@link #up(Wish, ClusterListener)}, with something between clients and brokers. */
    public void up(Wish wish, Fronts fronts, ClusterListener listener) {
        try {
            refuseForeign();
            directory.make();
        } catch (IOException e) {
            throw unusable(e);
        }
        try (ClusterLock lock = ClusterLock.take(directory)) {
            ClusterShape shape = shape(wish, fronts);
            new FlinkNodes(shape, directory).refuseUnusable();
            boolean isSetAnew = ClusterShape.read(directory.root())
                    .filter(before -> !before.flink().equals(shape.flink()))
                    .isPresent();
            shape.write(directory.root());
            ClusterNodes nodes = new ClusterNodes(shape, directory, programs);
            nodes.prepare();
            if (isSetAnew && nodes.jobManager().running().isPresent()) {
                listener.progress("! settings of Flink hold for processes that are started from now on;"
                        + " 'cluster down' and 'cluster up' start all anew");
            }
            start(List.of(nodes.zookeeper()), listener);
            await(nodes.zookeeper(), () -> listens(shape.zookeeper()));
            // Flink needs no broker, so both start side by side
            start(nodes.brokers(), listener);
            start(List.of(nodes.jobManager()), listener);
            start(nodes.taskManagers(), listener);
            List<NodeProcess> brokers = nodes.brokers();
            for (int broker = 0; broker < brokers.size(); broker++) {
                int port = shape.kafka().get(broker);
                await(brokers.get(broker), () -> listens(port));
            }
            await(nodes.jobManager(), () -> listens(shape.rest()));
            try (FlinkCluster flink = FlinkCluster.at(URI.create(shape.restAddress()))) {
                for (NodeProcess taskManager : nodes.taskManagers()) {
                    await(taskManager, () -> registered(flink) >= shape.taskManagers());
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.CLUSTER_START, "the start was interrupted", "run 'millrace cluster up' again");
        }
    }

    private void refuseForeign() throws IOException {
        if (!directory.isOurs()) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "'%s' holds other files and is no cluster of Millrace's".formatted(directory.root()),
                    "name a new or empty directory with --data DIR");
        }
    }

    private ClusterShape shape(Wish wish, Fronts fronts) throws IOException {
        Optional<ClusterShape> kept = ClusterShape.read(directory.root());
        if (kept.isEmpty()) {
            try (ClusterPorts ports = new ClusterPorts(wish.portBase().orElse(9092))) {
                int taskManagers = wish.taskManagers().orElse(2);
                return ClusterShape.plan(wish.brokers().orElse(3), taskManagers, ports, fronts)
                        .with(taskManagers, wish.flink());
            }
        }
        ClusterShape shape = kept.get();
        int brokers = wish.brokers().orElse(shape.brokers());
        if (brokers != shape.brokers()) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "the cluster in '%s' has %d brokers, not %d".formatted(directory.root(), shape.brokers(), brokers),
                    "leave --brokers out, or delete it with 'millrace cluster down --wipe' first");
        }
        return shape.with(wish.taskManagers().orElse(shape.taskManagers()), wish.flink());
    }

    private static void start(List<NodeProcess> nodes, ClusterListener listener) throws IOException {
        for (NodeProcess node : nodes) {
            if (node.running().isEmpty()) {
                node.start();
                listener.progress("started " + node.name());
            }
        }
    }

    private static void await(NodeProcess node, BooleanSupplier isUp) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        // what listens there may be another's
        while (node.running().isEmpty() || !isUp.getAsBoolean()) {
            boolean isDead = node.running().isEmpty();
            if (isDead || System.nanoTime() > end) {
                throw new MillraceException(
                        ErrorCode.CLUSTER_START,
                        "%s %s:%n%s"
                                .formatted(
                                        node.name(),
                                        isDead
                                                ? "ended at once"
                                                : "does not answer after " + START_LIMIT.toSeconds() + " s",
                                        lastLines(node)),
                        "see '%s' for the rest; 'millrace cluster up' tries again".formatted(node.log()));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** While a JobManager is on its way it has no answer. */
    private static int registered(FlinkCluster flink) {
        try {
            return flink.overview().getNumTaskManagersConnected();
        } catch (MillraceException e) {
            return 0;
        }
    }

    private static String lastLines(NodeProcess node) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : List.of(node.log(), node.output())) {
            if (Files.exists(file)) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ClusterPorts.HOST, port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops every process; pipelines go on from their last checkpoint when the cluster is started again. */
    public void down(ClusterListener listener) {
        try {
            refuseForeign();
            if (!Files.exists(directory.processes())) {
                return;
            }
        } catch (IOException e) {
            throw unusable(e);
        }
        try (ClusterLock lock = ClusterLock.take(directory)) {
            List<String> names;
            try (Stream<Path> files = Files.list(directory.processes())) {
                names = files.map(file -> file.getFileName().toString()).toList();
            }
            // who needs others goes first, so that nobody reports what is meant
            for (String kind : List.of("taskmanager", "jobmanager", "broker", "zookeeper", "")) {
                for (String name : names) {
                    if (name.startsWith(kind)) {
                        stop(name, listener);
                    }
                }
            }
        } catch (IOException e) {
            throw unusable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.STOP_FAILED, "the stop was interrupted", "run 'millrace cluster down' again");
        }
    }

    private void stop(String name, ClusterListener listener) throws IOException, InterruptedException {
        Path file = directory.processes().resolve(name);
        Optional<ProcessHandle> process = NodeProcess.running(file, directory);
        if (process.isPresent()) {
            NodeProcess.stop(process.get(), STOP_LIMIT);
            listener.progress("stopped " + name);
        }
        Files.deleteIfExists(file);
    }

    /** Deletes all data of a cluster that is down. */
    public void wipe() {
        try {
            refuseForeign();
            directory.delete();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Empty if there is no cluster. */
    public List<NodeStatus> status() {
        try {
            Optional<ClusterShape> shape = ClusterShape.read(directory.root());
            return shape.isEmpty() ? List.of() : status(shape.get());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private List<NodeStatus> status(ClusterShape shape) throws IOException {
        ClusterNodes nodes = new ClusterNodes(shape, directory, programs);
        List<NodeStatus> all = new ArrayList<>();
        all.add(status(nodes.zookeeper(), OptionalInt.of(shape.zookeeper())));
        List<NodeProcess> brokers = nodes.brokers();
        for (int broker = 0; broker < brokers.size(); broker++) {
            all.add(status(brokers.get(broker), OptionalInt.of(shape.kafka().get(broker))));
        }
        all.add(status(nodes.jobManager(), OptionalInt.of(shape.rest())));
        for (NodeProcess taskManager : nodes.taskManagers()) {
            all.add(status(taskManager, OptionalInt.empty()));
        }
        return all;
    }

    private static NodeStatus status(NodeProcess node, OptionalInt port) throws IOException {
        Optional<ProcessHandle> process = node.running();
        return new NodeStatus(
                node.name(),
                process.map(ProcessHandle::pid).map(OptionalLong::of).orElse(OptionalLong.empty()),
                port.isPresent() ? ClusterPorts.HOST + ":" + port.getAsInt() : "",
                process.isPresent() && (port.isEmpty() || listens(port.getAsInt())),
                node.log());
    }

    /** Where the cluster is reached; empty if there is none. */
    public Optional<ClusterAddresses> addresses() {
        try {
            return ClusterShape.read(directory.root())
                    .map(shape -> new ClusterAddresses(
                            shape.bootstrapServers(),
                            shape.restAddress(),
                            directory.checkpoints(),
                            shape.taskManagers()));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MillraceException unusable(IOException cause) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "'%s' cannot be used: %s".formatted(directory.root(), cause),
                "make the directory readable and writable for this user, or name another with --data DIR",
                cause);
    }
}
