package io.millrace.cluster.machine;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * What Flink's processes of a cluster on this machine are started with. The sizes that Flink's own scripts pass come from
 * the same code that they ask.
 */
final class FlinkNodes {

    static final int SLOTS = 8;

    private static final String JOB_MANAGER_MEMORY = "512m";
    private static final String TASK_MANAGER_MEMORY = "832m";

    private final ClusterShape shape;
    private final ClusterDirectory directory;

    FlinkNodes(ClusterShape shape, ClusterDirectory directory) {
        this.shape = shape;
        this.directory = directory;
    }

    /**
     * Whether the settings that were asked for leave it startable.
     *
     * @throws MillraceException USAGE for what this cluster sets itself, and for what Flink refuses
     */
    void refuseUnusable() {
        Map<String, String> own = new TreeMap<>();
        addresses(own);
        for (String key : shape.flink().keySet()) {
            if (own.containsKey(key) || key.startsWith("high-availability.") || key.startsWith("process.")) {
                throw unusable(key + " is set by the cluster itself");
            }
        }
        try {
            jobManager();
            taskManager(1);
        } catch (RuntimeException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private static MillraceException unusable(String why) {
        return new MillraceException(
                ErrorCode.USAGE, "--flink: " + why, "correct it, or take a setting back with --flink KEY=");
    }

    /** Writes {@code config.yaml}. */
    void writeConfiguration() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("# Made by 'millrace cluster up'.");
        settings().forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
        Files.write(directory.flinkConfiguration().resolve("config.yaml"), lines);
    }

    private Map<String, String> settings() {
        Map<String, String> all = new TreeMap<>();
        addresses(all);
        comingBack(all);
        memory(all);
        Path temporary = directory.temporary();
        all.put("io.tmp.dirs", temporary.toString());
        all.put("web.tmpdir", temporary.toString());
        all.put("process.working-dir", temporary.resolve("flink").toString());
        all.putAll(shape.flink());
        return all;
    }

    private void addresses(Map<String, String> all) {
        for (String key : List.of(
                "jobmanager.rpc.address",
                "jobmanager.bind-host",
                "rest.address",
                "rest.bind-address",
                "taskmanager.host",
                "taskmanager.bind-host")) {
            all.put(key, ClusterPorts.HOST);
        }
        all.put("jobmanager.rpc.port", String.valueOf(shape.advertisedRpc()));
        all.put("high-availability.jobmanager.port", String.valueOf(shape.advertisedRpc()));
        all.put("jobmanager.rpc.bind-port", String.valueOf(shape.rpc()));
        all.put("blob.server.port", String.valueOf(shape.blob()));
        all.put("rest.port", String.valueOf(shape.rest()));
        all.put("web.submit.enable", "false");
    }

    /**
     * Whoever died is found dead in seconds: a process that is gone by the second heartbeat that cannot be sent, one that
     * hangs by its silence.
     */
    private void comingBack(Map<String, String> all) {
        all.put("high-availability.type", "zookeeper");
        all.put("high-availability.zookeeper.quorum", ClusterPorts.HOST + ":" + shape.zookeeper());
        all.put("high-availability.storageDir", directory.recovery().toUri().toString());
        all.put("high-availability.zookeeper.client.session-timeout", "6 s");
        all.put("high-availability.zookeeper.client.connection-timeout", "3 s");
        all.put("heartbeat.interval", "1 s");
        all.put("heartbeat.timeout", "10 s");
        // who was cut off tries again soon, not after half a minute
        all.put("cluster.registration.max-timeout", "3 s");
        all.put("cluster.registration.error-delay", "1 s");
        all.put("cluster.registration.refused-registration-delay", "3 s");
        all.put("slotmanager.requirement-check.delay", "10 ms");
        all.put("slotmanager.declare-needed-resource.delay", "10 ms");
        // so that no TaskManager is idle while another has all tasks
        all.put("taskmanager.load-balance.mode", "SLOTS");
        // the figures that status shows
        all.put("metrics.fetcher.update-interval", "1000");
        all.put("web.refresh-interval", "500");
    }

    private static void memory(Map<String, String> all) {
        all.put("taskmanager.numberOfTaskSlots", String.valueOf(SLOTS));
        all.put("jobmanager.memory.process.size", JOB_MANAGER_MEMORY);
        all.put("jobmanager.memory.jvm-metaspace.size", "128m");
        all.put("jobmanager.memory.jvm-overhead.min", "64m");
        all.put("jobmanager.memory.jvm-overhead.max", "64m");
        all.put("jobmanager.memory.off-heap.size", "64m");
        all.put("taskmanager.memory.process.size", TASK_MANAGER_MEMORY);
        all.put("taskmanager.memory.jvm-metaspace.size", "192m");
        all.put("taskmanager.memory.jvm-overhead.min", "64m");
        all.put("taskmanager.memory.jvm-overhead.max", "64m");
        all.put("taskmanager.memory.framework.heap.size", "96m");
        all.put("taskmanager.memory.framework.off-heap.size", "64m");
        all.put("taskmanager.memory.network.min", "64m");
        all.put("taskmanager.memory.network.max", "64m");
        all.put("taskmanager.memory.managed.size", "48m");
    }

    /** Options of the JVM and arguments of the program. */
    record Launch(List<String> options, List<String> arguments) {}

    Launch jobManager() {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(configuration());
        return new Launch(
                words(JobManagerProcessUtils.generateJvmParametersStr(spec, configuration())),
                arguments(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
    }

    /** @param number from 1 */
    Launch taskManager(int number) {
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(configuration());
        List<String> arguments = arguments(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec));
        arguments.add("-D");
        arguments.add("taskmanager.resource-id=taskmanager-" + number + "-" + Long.toString(System.nanoTime(), 36));
        return new Launch(words(ProcessMemoryUtils.generateJvmParametersStr(spec)), arguments);
    }

    private Configuration configuration() {
        return Configuration.fromMap(settings());
    }

    private List<String> arguments(String dynamic) {
        List<String> arguments = new ArrayList<>(
                List.of("--configDir", directory.flinkConfiguration().toString()));
        arguments.addAll(words(dynamic));
        return arguments;
    }

    private static List<String> words(String text) {
        return Stream.of(text.strip().split("\\s+")).toList();
    }
}
