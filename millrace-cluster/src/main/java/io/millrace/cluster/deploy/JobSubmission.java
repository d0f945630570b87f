package io.millrace.cluster.deploy;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.JobFailures;
import io.millrace.flink.launch.NextRun;
import io.millrace.flink.launch.PreparedPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.client.DuplicateJobSubmissionException;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** Sends a pipeline's job to a cluster, and waits until all of it runs. */
final class JobSubmission {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Environment environment;
    private final PreparedPipeline prepared;
    private final Deployments deployments;

    JobSubmission(Environment environment, PreparedPipeline prepared, Deployments deployments) {
        this.environment = environment;
        this.prepared = prepared;
        this.deployments = deployments;
    }

    /** Under an id that follows from the pipeline: of two that are submitted at once, Flink takes one. */
    JobID submit(StreamGraph graph, Path jobJar, Path workspace) {
        String name = prepared.pipeline().name();
        // what is known on this machine only
        graph.setClasspath(List.of());
        List<Path> jars = prepared.jars(workspace);
        DeploymentNumber number = new DeploymentNumber(deployments.state(name));
        while (true) {
            JobID id = number.jobId();
            graph.setJobId(id);
            JobGraph job = graph.getJobGraph(prepared.loader(), id);
            job.setClasspaths(List.of());
            job.addJar(jar(jobJar));
            jars.forEach(each -> job.addJar(jar(each)));
            try {
                deployments.flink().submit(job);
                number.used();
                return id;
            } catch (ExecutionException e) {
                if (!isDuplicate(e)) {
                    if (deployments.running(name).isEmpty()) {
                        prepared.state().notStarted();
                    }
                    throw new MillraceException(
                            ErrorCode.PIPELINE_FAILED,
                            "Flink at '%s' did not take pipeline \"%s\": %s"
                                    .formatted(environment.rest(), name, FailureText.of(e)),
                            "see the JobManager's log for the details",
                            e);
                }
                // of one that ended long ago the cluster may know nothing but that its id was used
                boolean runs = deployments.flink().jobs().stream()
                        .anyMatch(each -> each.id().equals(id) && !each.status().isGloballyTerminalState());
                if (runs) {
                    throw deployments.second(name, id);
                }
                // an earlier run that ended had it
                number.used();
            }
        }
    }

    private static boolean isDuplicate(Throwable failure) {
        return JobFailures.causes(failure).stream()
                .anyMatch(cause -> cause instanceof DuplicateJobSubmissionException
                        || String.valueOf(cause.getMessage())
                                .contains(DuplicateJobSubmissionException.class.getName()));
    }

    private static org.apache.flink.core.fs.Path jar(Path file) {
        return new org.apache.flink.core.fs.Path(file.toAbsolutePath().toUri());
    }

    /** @throws MillraceException if it fails, or is not there in time; it has been ended again then */
    void awaitRunning(JobID job) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        String name = prepared.pipeline().name();
        Delivery delivery = prepared.pipeline().policies().delivery();
        while (true) {
            JobDetailsInfo details = deployments.flink().details(job);
            boolean allRun = details.getJobVertexInfos().stream()
                    .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING
                            && vertex.getTasksPerState().getOrDefault(ExecutionState.RUNNING, 0)
                                    == vertex.getParallelism());
            if (details.getJobStatus() == JobStatus.RUNNING && allRun) {
                return;
            }
            if (details.getJobStatus().isGloballyTerminalState()) {
                throw failed(name, delivery, job);
            }
            // one that has not failed restores a large state
            if (System.nanoTime() > end && !deployments.flink().failures(job).isEmpty()) {
                String why = deployments.flink().failures(job).stream()
                        .findFirst()
                        .map(failure -> FailureText.of(failure.getStacktrace()))
                        .orElse("its tasks are " + details.getJobVerticesPerState());
                deployments.end(name, job);
                throw new MillraceException(
                        ErrorCode.PIPELINE_FAILED,
                        "pipeline \"%s\" did not come to run within %d s and was ended again: %s"
                                .formatted(name, START_LIMIT.toSeconds(), why),
                        "mend the cause and deploy it again: it " + NextRun.goesOn(delivery));
            }
            pause(name);
        }
    }

    private static void pause(String pipeline) {
        try {
            TimeUnit.MILLISECONDS.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.PIPELINE_FAILED,
                    "waiting for pipeline \"%s\" was interrupted; it was submitted".formatted(pipeline),
                    "look at 'millrace status'");
        }
    }

    private MillraceException failed(String name, Delivery delivery, JobID job) {
        try {
            Throwable cause = deployments
                    .flink()
                    .end(job, START_LIMIT)
                    .getSerializedThrowable()
                    .<Throwable>map(serialized -> serialized)
                    .orElseGet(() -> new IllegalStateException("the job ended without saying why"));
            return new MillraceException(List.of(JobFailures.problem(name, delivery, cause)), cause);
        } catch (ExecutionException e) {
            return new MillraceException(List.of(JobFailures.problem(name, delivery, e)), e);
        }
    }
}
