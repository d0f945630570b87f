package io.millrace.local.cluster;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.ExecutionPlan;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.SerializedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Flink cluster in this process, on which every job of a run is run: starting it takes a second, a job on a running
 * one milliseconds. Thread-safe.
 *
 * <p><b>Lifecycle.</b> Runs from {@link #start} to {@link #close}, which cancels whatever still runs; stop jobs with a
 * savepoint first.
 */
public final class LocalCluster implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(LocalCluster.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final MiniCluster cluster;
    private final Duration startTime;

    private LocalCluster(MiniCluster cluster, Duration startTime) {
        this.cluster = cluster;
        this.startTime = startTime;
    }

    /** @throws MillraceException {@code CLUSTER_START} */
    public static LocalCluster start(ClusterOptions options) {
        long begin = System.nanoTime();
        try {
            Files.createDirectories(options.temporary());
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(ClusterSettings.of(options))
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(options.slots())
                    .build());
            startOrClose(cluster);
            return new LocalCluster(cluster, Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException e) {
            throw failed("'" + options.temporary() + "' cannot be written: " + e, e);
        }
    }

    private static void startOrClose(MiniCluster cluster) {
        try {
            cluster.start();
        } catch (Exception e) {
            cluster.closeAsync();
            throw failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static MillraceException failed(String why, Exception cause) {
        return new MillraceException(
                ErrorCode.CLUSTER_START,
                "Flink did not start: " + why,
                "look into the log for what came before; run again, and report it if it stays",
                cause);
    }

    /**
     * From now on, jobs that bring no classes of their own share what Flink compiles for them: one that is run again and
     * again starts several times faster.
     */
    public void shareCompiledCode() {
        SharedClassLoader.use(cluster);
    }

    /** From the call of {@link #start} until jobs were taken. */
    public Duration startTime() {
        return startTime;
    }

    /** Whether jobs are taken; false also after a fault that ended the cluster by itself. */
    public boolean isRunning() {
        return cluster.isRunning();
    }

    /**
     * An environment whose jobs run here, with this thread's context class loader for the user's classes.
     *
     * @param settings of the job; copied
     */
    public StreamExecutionEnvironment environment(Configuration settings) {
        return environment(settings, Thread.currentThread().getContextClassLoader());
    }

    /** @param userCode finds the classes of functions that the user wrote */
    public StreamExecutionEnvironment environment(Configuration settings, ClassLoader userCode) {
        Configuration all = new Configuration(settings);
        all.set(DeploymentOptions.TARGET, LocalExecutor.NAME);
        all.set(DeploymentOptions.ATTACHED, true);
        return new StreamExecutionEnvironment(new LocalExecutor(cluster), all, userCode);
    }

    /**
     * Starts a job under a new id; a graph may be submitted again and again.
     *
     * @throws MillraceException {@code PIPELINE_FAILED} if the cluster does not take it
     */
    public JobID submit(StreamGraph graph) {
        graph.setJobId(new JobID());
        return submitAsItIs(graph);
    }

    /**
     * Starts a job under a new id; each needs a graph of its own.
     *
     * @throws MillraceException {@code PIPELINE_FAILED} if the cluster does not take it
     */
    public JobID submit(JobGraph graph) {
        graph.setJobID(new JobID());
        return submitAsItIs(graph);
    }

    private JobID submitAsItIs(ExecutionPlan graph) {
        try {
            return cluster.submitJob(graph)
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getJobID();
        } catch (ExecutionException e) {
            throw refused(graph, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | RuntimeException e) {
            throw refused(graph, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw refused(graph, e);
        }
    }

    private static MillraceException refused(ExecutionPlan graph, Throwable cause) {
        return new MillraceException(
                ErrorCode.PIPELINE_FAILED,
                "Flink did not take job '" + graph.getName() + "': " + cause.getMessage(),
                "look into the log for the cause",
                cause);
    }

    /** The job as it stands, its accumulators included; also after its end. */
    public AccessExecutionGraph job(JobID id) throws ExecutionException, InterruptedException {
        return within(cluster.getExecutionGraph(id), PATIENCE);
    }

    /**
     * Asks the coordinator of a running job's operator.
     *
     * @param operator its uid
     * @throws ExecutionException also if the job has ended
     */
    public CoordinationResponse ask(JobID id, String operator, CoordinationRequest request)
            throws ExecutionException, InterruptedException {
        try {
            return within(
                    cluster.deliverCoordinationRequestToCoordinator(id, operator, new SerializedValue<>(request)),
                    PATIENCE);
        } catch (IOException e) {
            throw new ExecutionException(e);
        }
    }

    /**
     * Takes a checkpoint of a job and waits until it is complete; waits before until the job runs.
     *
     * @throws ExecutionException with the job's own cause if it has failed
     */
    public void checkpoint(JobID id) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                within(cluster.triggerCheckpoint(id, CheckpointType.FULL), PATIENCE);
                return;
            } catch (ExecutionException e) {
                JobStatus status = within(cluster.getJobStatus(id), PATIENCE);
                if (status == JobStatus.FAILING || status.isTerminalState()) {
                    throw failure(id).orElse(e);
                }
                if (!EarlyCheckpoint.is(e) || System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
    }

    /**
     * Waits until sources of a job have come to their end; no longer if the job fails. A task that is through waits for
     * one more checkpoint, so some are taken on the way; one that meets a task that is about to end fails, harmlessly.
     *
     * @param sources by the names of their operators; each has an end
     */
    public void awaitEnd(JobID id, Set<String> sources) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!haveEnded(job(id), sources)) {
            if (System.nanoTime() > end) {
                throw new ExecutionException(new TimeoutException(sources + " did not come to their end"));
            }
            try {
                within(cluster.triggerCheckpoint(id, CheckpointType.FULL), PATIENCE);
            } catch (ExecutionException e) {
                LOGGER.atDebug().setCause(e).log("a checkpoint on the way to an end failed");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static boolean haveEnded(AccessExecutionGraph job, Set<String> sources) {
        JobStatus status = job.getState();
        return status == JobStatus.FAILING
                || status.isTerminalState()
                || status == JobStatus.RUNNING
                        && job.getAllVertices().values().stream()
                                .filter(vertex -> sources.stream().anyMatch(vertex.getName()::startsWith))
                                .allMatch(vertex -> vertex.getAggregateState() == ExecutionState.FINISHED);
    }

    private Optional<ExecutionException> failure(JobID id) throws ExecutionException, InterruptedException {
        return within(ended(id), PATIENCE)
                .getSerializedThrowable()
                .map(cause -> new ExecutionException(cause.deserializeError(LocalCluster.class.getClassLoader())));
    }

    /** Done as soon as a job has ended, whether it failed, was cancelled or stopped. */
    public CompletableFuture<JobResult> ended(JobID id) {
        return cluster.requestJobResult(id);
    }

    /**
     * Stops a job with a savepoint and waits until it has ended and committed.
     *
     * @param savepoints URI of where savepoints go
     * @return where the savepoint is, as Flink writes it
     * @throws ExecutionException if the job cannot be stopped so, or fails while it commits
     */
    public String stop(JobID id, String savepoints, Duration patience)
            throws ExecutionException, InterruptedException, TimeoutException {
        String savepoint = cluster.stopWithSavepoint(id, savepoints, false, SavepointFormatType.NATIVE)
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        JobResult result = cluster.requestJobResult(id).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!result.isSuccess()) {
            throw new ExecutionException(
                    "the job ended as " + result.getJobStatus().map(Enum::name).orElse("unknown"),
                    result.getSerializedThrowable().orElse(null));
        }
        return savepoint;
    }

    /** Ends a job without a savepoint and waits for its end; its last checkpoint stays. */
    public void cancel(JobID id) throws ExecutionException, InterruptedException {
        within(cluster.cancelJob(id), PATIENCE);
        within(cluster.requestJobResult(id), PATIENCE);
    }

    private static <T> T within(CompletableFuture<? extends T> answer, Duration patience)
            throws ExecutionException, InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("the cluster did not answer within " + patience.toSeconds() + " s", e);
        }
    }

    @Override
    public void close() {
        try {
            cluster.closeAsync().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.atWarn().setCause(e).log("cluster did not stop cleanly; the end of the process ends it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
