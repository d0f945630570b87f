package io.millrace.cluster.deploy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.JobLabels;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.messages.webmonitor.JobIdsWithStatusOverview.JobIdWithStatus;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.rest.handler.legacy.messages.ClusterOverviewWithVersion;
import org.apache.flink.runtime.rest.messages.EmptyMessageParameters;
import org.apache.flink.runtime.rest.messages.EmptyRequestBody;
import org.apache.flink.runtime.rest.messages.JobAccumulatorsHeaders;
import org.apache.flink.runtime.rest.messages.JobAccumulatorsMessageParameters;
import org.apache.flink.runtime.rest.messages.JobConfigHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsHeaders;
import org.apache.flink.runtime.rest.messages.JobExceptionsInfoWithHistory.RootExceptionInfo;
import org.apache.flink.runtime.rest.messages.JobIdsWithStatusesOverviewHeaders;
import org.apache.flink.runtime.rest.messages.JobMessageParameters;
import org.apache.flink.runtime.rest.messages.MessageHeaders;
import org.apache.flink.runtime.rest.messages.MessageParameters;
import org.apache.flink.runtime.rest.messages.ResponseBody;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatistics;
import org.apache.flink.runtime.rest.messages.checkpoints.CheckpointingStatisticsHeaders;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.runtime.rest.messages.job.JobExceptionsMessageParameters;
import org.apache.flink.runtime.rest.messages.taskmanager.TaskManagersHeaders;
import org.apache.flink.util.OptionalFailure;
import org.apache.flink.util.SerializedValue;

/**
 * A Flink cluster behind its REST address. Every call waits for its answer, at most {@code PATIENCE} unless it says
 * otherwise. Thread-safe.
 */
public final class FlinkCluster implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HTTP = 80;

    private final URI rest;
    private final RestClusterClient<String> client;

    private FlinkCluster(URI rest, RestClusterClient<String> client) {
        this.rest = rest;
        this.client = client;
    }

    /**
     * Makes a client; the cluster is asked with the first call.
     *
     * @param rest e.g. {@code http://127.0.0.1:8081}
     */
    public static FlinkCluster at(URI rest) {
        Configuration settings = new Configuration();
        settings.set(RestOptions.ADDRESS, rest.getHost());
        settings.set(RestOptions.PORT, rest.getPort() > 0 ? rest.getPort() : HTTP);
        settings.set(RestOptions.RETRY_MAX_ATTEMPTS, 3);
        settings.set(RestOptions.RETRY_DELAY, Duration.ofMillis(500));
        settings.set(RestOptions.CONNECTION_TIMEOUT, Duration.ofSeconds(5));
        try {
            return new FlinkCluster(rest, new RestClusterClient<>(settings, rest.toString()));
        } catch (Exception e) {
            throw unreachable(rest, e);
        }
    }

    /** A job of the cluster, running or not. */
    public record Job(JobID id, JobStatus status) {}

    public ClusterOverviewWithVersion overview() {
        return await(client.getClusterOverview());
    }

    /** Every job that the cluster still knows, ended ones included; as they are now, which Flink's longer list is not. */
    public List<Job> jobs() {
        List<Job> jobs = new ArrayList<>();
        for (JobIdWithStatus job : await(client.sendRequest(
                        JobIdsWithStatusesOverviewHeaders.getInstance(),
                        EmptyMessageParameters.getInstance(),
                        EmptyRequestBody.getInstance()))
                .getJobsWithStatus()) {
            jobs.add(new Job(job.getJobId(), job.getJobStatus()));
        }
        return jobs;
    }

    /** Names of the TaskManagers that have given slots away. */
    public Set<String> busyTaskManagers() {
        return await(client.sendRequest(
                        TaskManagersHeaders.getInstance(),
                        EmptyMessageParameters.getInstance(),
                        EmptyRequestBody.getInstance()))
                .getTaskManagerInfos()
                .stream()
                .filter(each -> each.getNumberAvailableSlots() < each.getNumberSlots())
                .map(each -> each.getResourceId().toString())
                .collect(Collectors.toSet());
    }

    /** What a job says of itself; empty for one that is not ours. */
    public Optional<JobLabels> labels(JobID job) {
        JobMessageParameters parameters = new JobMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return Optional.ofNullable(
                        await(ask(JobConfigHeaders.getInstance(), parameters)).getExecutionConfigInfo())
                .flatMap(config -> JobLabels.read(config.getGlobalJobParameters()));
    }

    public JobStatus status(JobID job) {
        return await(client.getJobStatus(job));
    }

    public JobDetailsInfo details(JobID job) {
        return await(client.getJobDetails(job));
    }

    public CheckpointingStatistics checkpoints(JobID job) {
        JobMessageParameters parameters = new JobMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return await(ask(CheckpointingStatisticsHeaders.getInstance(), parameters));
    }

    /** Why tasks of a job failed, the newest first. */
    public List<RootExceptionInfo> failures(JobID job) {
        JobExceptionsMessageParameters parameters = new JobExceptionsMessageParameters();
        parameters.jobPathParameter.resolve(job);
        return await(ask(JobExceptionsHeaders.getInstance(), parameters))
                .getExceptionHistory()
                .getEntries();
    }

    /** What the tasks of a job have published, by name; as of the last heartbeats. */
    public Map<String, SerializedValue<OptionalFailure<Object>>> accumulators(JobID job) {
        JobAccumulatorsMessageParameters parameters = new JobAccumulatorsMessageParameters();
        parameters.jobPathParameter.resolve(job);
        parameters.includeSerializedAccumulatorsParameter.resolve(List.of(true));
        return await(ask(JobAccumulatorsHeaders.getInstance(), parameters)).getSerializedUserAccumulators();
    }

    /**
     * Rows that operators of a job dropped as late since it began last, by operator; Flink counts them anew with each
     * restart.
     *
     * @param details of the job
     */
    public Map<String, Long> lateDrops(JobDetailsInfo details) {
        return new JobMetrics(rest).lateDrops(details);
    }

    /** How often a job was started again since it was submitted, or since its JobManager began. */
    public long restarts(JobID job) {
        return new JobMetrics(rest).restarts(job);
    }

    /** @throws ExecutionException if the job does not run, or the operator has no coordinator */
    public CoordinationResponse ask(JobID job, String operator, CoordinationRequest request) throws ExecutionException {
        return within(client.sendCoordinationRequest(job, operator, request), PATIENCE);
    }

    /** @throws ExecutionException with Flink's reason if it does not take the job */
    public void submit(JobGraph job) throws ExecutionException {
        within(client.submitJob(job), PATIENCE.multipliedBy(4));
    }

    /**
     * Stops a job with a savepoint.
     *
     * @param into URI of where savepoints go
     * @return URI of the savepoint
     * @throws ExecutionException with Flink's reason if it cannot be stopped so
     */
    public String stop(JobID job, String into, Duration patience) throws ExecutionException {
        return within(client.stopWithSavepoint(job, false, into, SavepointFormatType.NATIVE), patience);
    }

    /** Ends a job without a savepoint; its last checkpoint stays. */
    public void cancel(JobID job) throws ExecutionException {
        within(client.cancel(job), PATIENCE);
    }

    /** Waits until a job has ended. */
    public JobResult end(JobID job, Duration patience) throws ExecutionException {
        return within(client.requestJobResult(job), patience);
    }

    private <P extends ResponseBody, U extends MessageParameters> CompletableFuture<P> ask(
            MessageHeaders<EmptyRequestBody, P, U> headers, U parameters) {
        return client.sendRequest(headers, parameters, EmptyRequestBody.getInstance());
    }

    private <T> T await(CompletableFuture<T> answer) {
        try {
            return within(answer, PATIENCE);
        } catch (ExecutionException e) {
            throw unreachable(rest, e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> T within(CompletableFuture<T> answer, Duration patience) throws ExecutionException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException("no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.FLINK_UNREACHABLE,
                    "asking Flink at '%s' was interrupted".formatted(rest),
                    "try again",
                    e);
        }
    }

    private static MillraceException unreachable(URI rest, Throwable cause) {
        return new MillraceException(
                ErrorCode.FLINK_UNREACHABLE,
                "Flink at '%s' does not answer as it should: %s".formatted(rest, FailureText.of(cause)),
                "check that the cluster runs (one on this machine: millrace cluster status), and that 'flink: {rest: ...}' is its JobManager's address",
                cause);
    }

    /** Where its console is. */
    public URI address() {
        return rest;
    }

    @Override
    public void close() {
        client.close();
    }
}
