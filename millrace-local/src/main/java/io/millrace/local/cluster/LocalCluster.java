package io.millrace.local.cluster;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.job.LateDrops;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** One long-lived Flink mini cluster. Thread-safe. */
public final class LocalCluster implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** How often accumulators, and so the account, come in from the tasks. */
    private static final Duration HEARTBEAT = Duration.ofMillis(500);

    /** In one process nobody goes missing; a long garbage collection must not look like it. */
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofMinutes(5);

    private final MiniCluster cluster;

    private LocalCluster(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * @param temporary for files that need not outlive the cluster
     * @param slots for all pipelines together
     */
    public static LocalCluster start(Path temporary, int slots) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, HOST);
        settings.set(RestOptions.BIND_ADDRESS, HOST);
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(JobManagerOptions.ADDRESS, HOST);
        settings.set(JobManagerOptions.BIND_HOST, HOST);
        settings.set(TaskManagerOptions.HOST, HOST);
        settings.set(TaskManagerOptions.BIND_HOST, HOST);
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        settings.set(CoreOptions.TMP_DIRS, temporary.toString());
        settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, HEARTBEAT);
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, HEARTBEAT_TIMEOUT);
        // waiting for task managers to register makes no sense where there is exactly one
        settings.setString("slotmanager.requirement-check.delay", "0 ms");
        settings.setString("slotmanager.declare-needed-resource.delay", "0 ms");
        settings.setString("slot.request.max-interval", "0 ms");
        settings.setString("metrics.reporters", "drops");
        settings.setString("metrics.reporter.drops.factory.class", LateDrops.Factory.class.getName());
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new MillraceException(
                    ErrorCode.CLUSTER_START,
                    "the stream processor does not start: " + e.getMessage(),
                    "see the log for the cause; free memory or disk space if it names them",
                    e);
        }
        return new LocalCluster(cluster);
    }

    /** Starts a job and returns once the cluster has taken it. */
    public JobID submit(StreamGraph graph) throws ExecutionException, InterruptedException {
        JobID id = new JobID();
        graph.setJobId(id);
        graph.serializeUserDefinedInstances();
        return cluster.submitJob(graph).get().getJobID();
    }

    /** The job as it stands, its accumulators included; also after its end. */
    public AccessExecutionGraph job(JobID id) throws ExecutionException, InterruptedException {
        return cluster.getExecutionGraph(id).get();
    }

    /** Completes when the job has ended for whatever reason. */
    public CompletableFuture<JobResult> result(JobID id) {
        return cluster.requestJobResult(id);
    }

    /**
     * Stops a job with a savepoint and waits until it has ended and committed.
     *
     * @return the savepoint
     */
    public Path stop(JobID id, Path savepoints, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        String savepoint = cluster.stopWithSavepoint(
                        id, savepoints.toUri().toString(), false, SavepointFormatType.NATIVE)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        JobResult result = cluster.requestJobResult(id).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!result.isSuccess()) {
            throw new ExecutionException(
                    "the job ended as " + result.getApplicationStatus(),
                    result.getSerializedThrowable().orElse(null));
        }
        return Path.of(URI.create(savepoint));
    }

    /** Ends a job without a savepoint; its last checkpoint stays. */
    public void cancel(JobID id) throws ExecutionException, InterruptedException {
        cluster.cancelJob(id).get();
        cluster.requestJobResult(id).get();
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new MillraceException(
                    ErrorCode.INTERNAL, "the stream processor does not stop: " + e.getMessage(), "see the log", e);
        }
    }
}
