package io.millrace.testing.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.JobFailures;
import io.millrace.flink.log.MemoryLog;
import io.millrace.local.cluster.LocalCluster;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Set<String> constants;
    private final boolean hasEnd;

    private Settling(PlannedPipeline planned, LocalCluster cluster, MemoryLog log, JobID job) {
        this.pipeline = planned.pipeline().name();
        this.constants = planned.constants();
        this.hasEnd = planned.hasEnd();
        this.cluster = cluster;
        this.log = log;
        this.job = job;
        this.ended = cluster.ended(job);
    }

    /** Submits the job; it need not run yet. */
    static Settling start(PlannedPipeline pipeline, LocalCluster cluster, MemoryLog log) {
        return new Settling(pipeline, cluster, log, cluster.submit(pipeline.graph()));
    }

    /**
     * Lets the rows go through that stand in the script itself, so that they are there before any other. Nothing tells
     * when their sources have passed them on, but that these come to an end.
     *
     * @throws MillraceException {@code PIPELINE_FAILED}
     */
    void begin() {
        if (!constants.isEmpty()) {
            attempt(() -> cluster.awaitEnd(job, constants));
            settle();
        }
    }

    /**
     * A checkpoint goes behind every row, but only those that the sources have passed on by then. What was written
     * meanwhile into a topic that the job reads as well may have come behind it, so that it takes another one. A job of
     * nothing but constants has no checkpoints, and ends.
     *
     * @throws MillraceException {@code PIPELINE_FAILED}
     */
    void settle() {
        attempt(hasEnd ? this::awaitEnd : this::awaitCheckpoint);
    }

    private interface Wait {
        void run() throws ExecutionException, InterruptedException, TimeoutException;
    }

    private void attempt(Wait wait) {
        try {
            wait.run();
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw failed(new TimeoutException("its rows did not go through within " + PATIENCE_SECONDS + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private void awaitEnd() throws ExecutionException, InterruptedException, TimeoutException {
        Optional<SerializedThrowable> failure =
                ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS).getSerializedThrowable();
        if (failure.isPresent()) {
            throw new ExecutionException(failure.get());
        }
    }

    private void awaitCheckpoint() throws ExecutionException, InterruptedException, TimeoutException {
        long before;
        do {
            before = log.arrivals();
            awaitEmitted();
            cluster.checkpoint(job);
        } while (log.arrivals() != before);
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
