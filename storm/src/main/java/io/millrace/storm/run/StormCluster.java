package io.millrace.storm.run;

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

/** A cluster of processes with a proxy in front of each broker, and the means to hurt it. */
public final class StormCluster implements AutoCloseable {

    private static final int BROKERS = 3;
    private static final int TASK_MANAGERS = 2;

    private final MachineCluster machine;
    private final Path jobJar;
    private final List<TcpProxy> proxies = new ArrayList<>();

    /** Starts it. */
    public StormCluster(Path directory, ClusterPrograms programs, Path jobJar) {
        this.machine = new MachineCluster(directory, programs);
        this.jobJar = jobJar;
        machine.up(
                new MachineCluster.Wish(OptionalInt.of(BROKERS), OptionalInt.of(TASK_MANAGERS), OptionalInt.of(0)),
                this::front,
                step -> {});
    }

    private int front(int broker, int port) throws IOException {
        TcpProxy proxy = TcpProxy.start(0, port);
        proxies.add(proxy);
        return proxy.port();
    }

    /** In front of the brokers, in the order of their ids from 1. */
    public List<TcpProxy> proxies() {
        return List.copyOf(proxies);
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

    private void signal(String node, String name) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process(node);
        if (process.isPresent()) {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.get().pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private Optional<ProcessHandle> process(String node) {
        return machine.status().stream()
                .filter(status -> status.name().equals(node))
                .map(NodeStatus::pid)
                .filter(pid -> pid.isPresent())
                .flatMap(pid -> ProcessHandle.of(pid.getAsLong()).stream())
                .findFirst();
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
                Map.of(),
                Optional.empty());
    }

    public Deployed deploy(Path pipeline, DeployStart start, int parallelism) {
        return new Deployment(
                        new DeployRequest(pipeline, environment(), start, OptionalInt.of(parallelism), false, jobJar),
                        step -> {})
                .run();
    }

    public void stop(String pipeline) {
        try (Deployments deployments = new Deployments(environment())) {
            deployments.stop(pipeline);
        }
    }

    public List<PipelineReport> status() {
        try (Deployments deployments = new Deployments(environment())) {
            return new StatusReader(environment(), deployments, Clock.systemUTC()).all();
        }
    }

    @Override
    public void close() {
        machine.down(step -> {});
        proxies.forEach(proxy -> {
            try {
                proxy.close();
            } catch (IOException e) {
                // the process ends anyway
                return;
            }
        });
    }
}
