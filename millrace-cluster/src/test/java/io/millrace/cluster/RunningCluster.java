package io.millrace.cluster;

import io.millrace.cluster.deploy.DeployRequest;
import io.millrace.cluster.deploy.DeployStart;
import io.millrace.cluster.deploy.Deployed;
import io.millrace.cluster.deploy.Deployment;
import io.millrace.cluster.deploy.Deployments;
import io.millrace.cluster.deploy.PipelineReport;
import io.millrace.cluster.deploy.StatusReader;
import io.millrace.cluster.machine.ClusterAddresses;
import io.millrace.cluster.machine.ClusterPrograms;
import io.millrace.cluster.machine.MachineCluster;
import io.millrace.cluster.machine.NodeStatus;
import io.millrace.core.environment.Environment;
import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.environment.S3Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** A real cluster in a folder of its own, on any free ports; its processes are ended with it. */
public final class RunningCluster implements AutoCloseable {

    private static final Path JOB = Path.of("..", "millrace-job", "target");

    private final MachineCluster cluster;
    private final MachineCluster.Wish wish;

    public RunningCluster(Path directory, int brokers, int taskManagers) {
        this(directory, brokers, taskManagers, Map.of());
    }

    /** @param flink settings of Flink over the usual ones */
    public RunningCluster(Path directory, int brokers, int taskManagers, Map<String, String> flink) {
        this.cluster = new MachineCluster(directory, ClusterPrograms.ofThisProcess(JOB.resolve("flink-class-path")));
        this.wish = new MachineCluster.Wish(
                OptionalInt.of(brokers), OptionalInt.of(taskManagers), OptionalInt.of(0), flink);
        up();
    }

    /** Starts what is dead. */
    public void up() {
        cluster.up(wish, step -> {});
    }

    /** {@code kill -9}; returns once it is gone. */
    public void kill(String node) {
        ProcessHandle process = process(node);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code kill -STOP}: it stands still, and its connections stay. */
    public void pause(String node) {
        signal("STOP", node);
    }

    /** {@code kill -CONT}. */
    public void goOn(String node) {
        signal("CONT", node);
    }

    private void signal(String signal, String node) {
        try {
            int exitCode = new ProcessBuilder(
                            "kill", "-" + signal, String.valueOf(process(node).pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new IllegalStateException("kill -" + signal + " of " + node + " gave " + exitCode);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessHandle process(String node) {
        return cluster.status().stream()
                .filter(status -> status.name().equals(node))
                .map(NodeStatus::pid)
                .flatMap(pid -> ProcessHandle.of(pid.orElseThrow()).stream())
                .findFirst()
                .orElseThrow();
    }

    /** How many the JobManager takes for alive. */
    public int taskManagers() {
        try (Deployments deployments = new Deployments(environment())) {
            return deployments.flink().overview().getNumTaskManagersConnected();
        }
    }

    /** Of the TaskManagers one that runs tasks. */
    public String busyTaskManager() {
        try (Deployments deployments = new Deployments(environment())) {
            Set<String> busy = deployments.flink().busyTaskManagers();
            return cluster.status().stream()
                    .map(NodeStatus::name)
                    .filter(node -> busy.stream().anyMatch(id -> id.startsWith(node + "-")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public MachineCluster machine() {
        return cluster;
    }

    public Environment environment() {
        ClusterAddresses addresses = cluster.addresses().orElseThrow();
        return new Environment(
                "cluster",
                KafkaAccess.plain(addresses.bootstrapServers()),
                URI.create(addresses.rest()),
                addresses.checkpoints().toUri(),
                S3Access.USUAL,
                Map.of(),
                Optional.empty());
    }

    public Deployed deploy(Path pipeline, DeployStart start, int parallelism) {
        return deploy(pipeline, environment(), start, parallelism, false);
    }

    public static Deployed deploy(
            Path pipeline, Environment environment, DeployStart start, int parallelism, boolean isFresh) {
        return new Deployment(
                        new DeployRequest(pipeline, environment, start, OptionalInt.of(parallelism), isFresh, jobJar()),
                        step -> {})
                .run();
    }

    public String stop(String pipeline) {
        return stop(pipeline, environment());
    }

    public static String stop(String pipeline, Environment environment) {
        try (Deployments deployments = new Deployments(environment)) {
            return deployments.stop(pipeline);
        }
    }

    public PipelineReport status(String pipeline) {
        return status(pipeline, environment());
    }

    public static PipelineReport status(String pipeline, Environment environment) {
        try (Deployments deployments = new Deployments(environment)) {
            return new StatusReader(deployments, Clock.systemUTC())
                    .all().stream()
                            .filter(report -> report.pipeline().equals(pipeline))
                            .findFirst()
                            .orElseThrow();
        }
    }

    private static Path jobJar() {
        try (Stream<Path> built = Files.list(JOB)) {
            return built.filter(file -> file.getFileName().toString().matches("millrace-job-.*\\.jar"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("millrace-job is not built", e);
        }
    }

    @Override
    public void close() {
        cluster.down(step -> {});
    }
}
