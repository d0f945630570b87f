package io.millrace.storm.cluster;

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
import io.millrace.storm.proxy.TcpProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/** A cluster of processes with a proxy in front of each broker and of the JobManager, and the means to hurt it. */
public final class StormCluster implements AutoCloseable {

    private static final int BROKERS = 3;
    private static final int TASK_MANAGERS = 2;

    private final MachineCluster machine;
    private final Path jobJar;
    private final List<TcpProxy> brokers = new ArrayList<>();
    private final List<TcpProxy> jobManagers = new ArrayList<>();

    /** Starts it. */
    public StormCluster(Path directory, ClusterPrograms programs, Path jobJar) {
        this.machine = new MachineCluster(directory, programs);
        this.jobJar = jobJar;
        machine.up(
                new MachineCluster.Wish(
                        OptionalInt.of(BROKERS), OptionalInt.of(TASK_MANAGERS), OptionalInt.of(0), Map.of()),
                this::front,
                step -> {});
    }

    private int front(String node, int port) throws IOException {
        TcpProxy proxy = TcpProxy.start(0, port);
        (node.startsWith("broker") ? brokers : jobManagers).add(proxy);
        return proxy.port();
    }

    /** In front of the brokers, in the order of their ids from 1; all but the brokers themselves go through them. */
    public List<TcpProxy> brokers() {
        return List.copyOf(brokers);
    }

    /** In front of the JobManager, for what TaskManagers say to it. */
    public TcpProxy jobManager() {
        return jobManagers.get(0);
    }

    /** Starts what is dead. */
    public void up() {
        machine.up(MachineCluster.Wish.AS_IT_IS, step -> {});
    }

    /** {@code kill -9}; returns once it is gone. */
    public void kill(String node) {
        process(node).ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Stops a process where it stands, as a machine that hangs. */
    public void pause(String node) throws IOException, InterruptedException {
        signal(node, "STOP");
    }

    public void resume(String node) throws IOException, InterruptedException {
        signal(node, "CONT");
    }

    /** Whatever a process writes to a file from now on fails, as if the disk were full. */
    public void fillDisk(String node) throws IOException, InterruptedException {
        limitFiles(node, "0:unlimited");
    }

    public void freeDisk(String node) throws IOException, InterruptedException {
        limitFiles(node, "unlimited:unlimited");
    }

    private void limitFiles(String node, String bytes) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process(node);
        if (process.isPresent()) {
            command("prlimit", "--pid", String.valueOf(process.get().pid()), "--fsize=" + bytes);
        }
    }

    private void signal(String node, String name) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process(node);
        if (process.isPresent()) {
            // the shell's own: not every machine has a program of that name
            command("sh", "-c", "kill -%s %d".formatted(name, process.get().pid()));
        }
    }

    private static void command(String... words) throws IOException, InterruptedException {
        int status = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("'%s' ended with %d".formatted(String.join(" ", words), status));
        }
    }

    /** Empty for one that is dead. */
    public Optional<ProcessHandle> process(String node) {
        return machine.status().stream()
                .filter(status -> status.name().equals(node))
                .map(NodeStatus::pid)
                .filter(pid -> pid.isPresent())
                .flatMap(pid -> ProcessHandle.of(pid.getAsLong()).stream())
                .findFirst();
    }

    /** TaskManagers that run tasks. */
    public List<String> busyTaskManagers() {
        try (Deployments deployments = new Deployments(environment())) {
            Set<String> busy = deployments.flink().busyTaskManagers();
            return nodes("taskmanager").stream()
                    .filter(node -> busy.stream().anyMatch(id -> id.startsWith(node + "-")))
                    .toList();
        }
    }

    /** Names of the processes whose names begin so. */
    public List<String> nodes(String kind) {
        return machine.status().stream()
                .map(NodeStatus::name)
                .filter(name -> name.startsWith(kind))
                .toList();
    }

    public Environment environment() {
        ClusterAddresses addresses = machine.addresses().orElseThrow();
        return new Environment(
                "storm",
                KafkaAccess.plain(addresses.bootstrapServers()),
                URI.create(addresses.rest()),
                addresses.checkpoints().toUri(),
                S3Access.USUAL,
                Map.of(),
                Optional.empty());
    }

    public Admin admin() {
        return Admin.create(environment().kafka().properties());
    }

    public Deployed deploy(Path pipeline, DeployStart start, int parallelism) {
        return deploy(pipeline, start, parallelism, false);
    }

    /** As {@code deploy --fresh}. */
    public Deployed deployFresh(Path pipeline, int parallelism) {
        return deploy(pipeline, DeployStart.DEFAULT, parallelism, true);
    }

    private Deployed deploy(Path pipeline, DeployStart start, int parallelism, boolean isFresh) {
        return new Deployment(
                        new DeployRequest(pipeline, environment(), start, OptionalInt.of(parallelism), isFresh, jobJar),
                        step -> {})
                .run();
    }

    public void stop(String pipeline) {
        try (Deployments deployments = new Deployments(environment())) {
            deployments.stop(pipeline);
        }
    }

    /** Resumes a pipeline that does not run. */
    public void ensureRuns(Path pipeline, int parallelism) {
        Optional<PipelineReport> report = status(String.valueOf(pipeline.getFileName()));
        if (report.isEmpty()) {
            deploy(pipeline, DeployStart.DEFAULT, parallelism);
            return;
        }
        switch (report.get().state()) {
            case STOPPED, ENDED, LOST, FAILED -> deploy(pipeline, DeployStart.RESUME, parallelism);
            case RUNNING, STARTING, RESTARTING, PAUSED -> {
                // it comes back by itself
            }
        }
    }

    /** As {@code stop --now}. */
    public void end(String pipeline) {
        try (Deployments deployments = new Deployments(environment())) {
            deployments.end(pipeline);
        }
    }

    /** Of one pipeline; empty if the cluster has never heard of it. */
    public Optional<PipelineReport> status(String pipeline) {
        return status().stream()
                .filter(report -> report.pipeline().equals(pipeline))
                .findFirst();
    }

    public List<PipelineReport> status() {
        try (Deployments deployments = new Deployments(environment())) {
            return new StatusReader(deployments, Clock.systemUTC()).all();
        }
    }

    @Override
    public void close() {
        machine.down(step -> {});
        Stream.concat(brokers.stream(), jobManagers.stream()).forEach(proxy -> {
            try {
                proxy.close();
            } catch (IOException e) {
                // the process ends anyway
                return;
            }
        });
    }
}
