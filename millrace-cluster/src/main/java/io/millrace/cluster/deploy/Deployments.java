package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.text.Suggestions;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.JobLabels;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;

/** The pipelines of an environment: what runs on its cluster, and what its checkpoint storage keeps of others. */
public final class Deployments implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofMinutes(5);

    private final Environment environment;
    private final FlinkCluster flink;

    public Deployments(Environment environment) {
        this.environment = environment;
        this.flink = FlinkCluster.at(environment.rest());
    }

    FlinkCluster flink() {
        return flink;
    }

    /** A pipeline's job that has not ended. */
    record Running(FlinkCluster.Job job, JobLabels labels) {}

    /** Every pipeline that has a job on the cluster, in the order of names. */
    List<Running> running() {
        List<Running> running = new ArrayList<>();
        for (FlinkCluster.Job job : flink.jobs()) {
            if (!job.status().isGloballyTerminalState()) {
                flink.labels(job.id()).ifPresent(labels -> running.add(new Running(job, labels)));
            }
        }
        running.sort(
                (one, other) -> one.labels().pipeline().compareTo(other.labels().pipeline()));
        return running;
    }

    Optional<Running> running(String pipeline) {
        return running().stream()
                .filter(each -> each.labels().pipeline().equals(pipeline))
                .findFirst();
    }

    /** Where a pipeline's state is kept. */
    StateFile state(String pipeline) {
        return StateFile.of(environment.checkpoints()).child(pipeline);
    }

    /**
     * Stops a pipeline with a savepoint, from which it resumes exactly.
     *
     * @return the savepoint
     * @throws MillraceException PIPELINE_UNKNOWN if it does not run, STOP_FAILED if no savepoint could be made; it runs on then
     */
    public String stop(String pipeline) {
        Running running = found(pipeline);
        StateFile directory = state(pipeline);
        try {
            String savepoint =
                    flink.stop(running.job().id(), directory.child("savepoints").uri(), STOP_LIMIT);
            JobResult result = flink.end(running.job().id(), STOP_LIMIT);
            if (!result.isSuccess()) {
                throw new ExecutionException(
                        "the job ended as "
                                + result.getJobStatus().map(Enum::name).orElse("unknown"),
                        result.getSerializedThrowable().orElse(null));
            }
            JobState.fresh(directory).stoppedCleanly(StateFile.of(URI.create(savepoint)));
            return savepoint;
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.STOP_FAILED,
                    "pipeline \"%s\" could not be stopped with a savepoint: %s".formatted(pipeline, FailureText.of(e)),
                    "look at 'millrace status --env %s'; 'millrace stop --now' ends it at once, and it goes on from its last checkpoint"
                            .formatted(environment.name()),
                    e);
        }
    }

    /**
     * Ends a pipeline without a savepoint; it resumes from its last checkpoint.
     *
     * @throws MillraceException PIPELINE_UNKNOWN if it does not run
     */
    public void end(String pipeline) {
        Running running = found(pipeline);
        try {
            flink.cancel(running.job().id());
            flink.end(running.job().id(), STOP_LIMIT);
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.STOP_FAILED,
                    "pipeline \"%s\" could not be ended: %s".formatted(pipeline, FailureText.of(e)),
                    "look at 'millrace status --env %s', and try again".formatted(environment.name()),
                    e);
        }
    }

    /** What is said to whoever starts a pipeline that runs. */
    MillraceException second(String pipeline, JobID job) {
        return new MillraceException(
                ErrorCode.PIPELINE_RUNNING,
                "pipeline \"%s\" runs in environment \"%s\" already, as job %s"
                        .formatted(pipeline, environment.name(), job),
                "stop it first: millrace stop %s --env %s".formatted(pipeline, environment.name()));
    }

    private Running found(String pipeline) {
        List<Running> running = running();
        return running.stream()
                .filter(each -> each.labels().pipeline().equals(pipeline))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.PIPELINE_UNKNOWN,
                        "no pipeline \"%s\" runs in environment \"%s\"".formatted(pipeline, environment.name()),
                        remedy(
                                pipeline,
                                running.stream()
                                        .map(each -> each.labels().pipeline())
                                        .toList())));
    }

    private static String remedy(String pipeline, List<String> running) {
        return running.isEmpty()
                ? "none runs there; 'millrace deploy PATH' starts one"
                : Suggestions.remedy(pipeline, running, "pipelines that run there");
    }

    @Override
    public void close() {
        flink.close();
    }
}
