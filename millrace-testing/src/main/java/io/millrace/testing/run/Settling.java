package io.millrace.testing.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.log.MemoryLog;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.local.run.JobFailures;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.util.SerializedThrowable;

/** Runs a job, and waits until all that has arrived has gone through every operator and sink. One thread. */
final class Settling {

    private static final long PATIENCE_SECONDS = 60;

    private final String pipeline;
    private final LocalCluster cluster;
    private final MemoryLog log;
    private final JobID job;
    private final CompletableFuture<JobResult> ended;

    private Settling(String pipeline, LocalCluster cluster, MemoryLog log, JobID job) {
        this.pipeline = pipeline;
        this.cluster = cluster;
        this.log = log;
        this.job = job;
        this.ended = cluster.ended(job);
    }

    /** Submits the job; it need not run yet. */
    static Settling start(PlannedPipeline pipeline, LocalCluster cluster, MemoryLog log) {
        return new Settling(pipeline.pipeline().name(), cluster, log, cluster.submit(pipeline.graph()));
    }

    /**
     * A checkpoint goes behind every row, but only those that the sources have passed on by then. What was written
     * meanwhile into a topic that the job reads as well has to be waited for again.
     *
     * @throws MillraceException {@code PIPELINE_FAILED}
     */
    void settle() {
        try {
            do {
                awaitEmitted();
                cluster.checkpoint(job);
            } while (!log.isEmitted());
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed(new TimeoutException("its rows did not go through within " + PATIENCE_SECONDS + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private void awaitEmitted() throws ExecutionException, InterruptedException, TimeoutException {
        while (!log.isEmitted()) {
            CompletableFuture.anyOf(log.emitted(), ended).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (ended.isDone()) {
                throw new ExecutionException(
                        ended.get().getSerializedThrowable().orElse(null));
            }
        }
    }

    private MillraceException failed(Throwable cause) {
        Throwable real = cause instanceof SerializedThrowable serialized
                ? serialized.deserializeError(Settling.class.getClassLoader())
                : cause;
        return new MillraceException(
                List.of(JobFailures.problem(
                        pipeline, real, "correct the statement that computes it, or the rows that the test gives")),
                real);
    }

    /** Harmless if the job has failed. */
    void end() {
        if (ended.isDone()) {
            return;
        }
        try {
            cluster.cancel(job);
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.STOP_FAILED,
                    "pipeline \"" + pipeline + "\" did not stop after its test: " + e.getCause(),
                    "look into the log for the cause",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
