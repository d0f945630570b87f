package io.millrace.local.run;

import io.millrace.core.account.PipelineAccount;
import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.flood.Flood;
import io.millrace.flink.intake.FloodQuery;
import io.millrace.flink.job.JobAccounts;
import io.millrace.flink.job.LateDrops;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.JobFailures;
import io.millrace.flink.launch.NextRun;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.flink.launch.WatchedTopics;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.cluster.LocalCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One submitted pipeline. Thread-safe. */
final class RunningPipeline {

    private static final Logger LOGGER = LoggerFactory.getLogger(RunningPipeline.class);

    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final PreparedPipeline prepared;
    private final LocalCluster cluster;
    private final JobID job;
    private final WatchedTopics topics;
    private volatile @Nullable Ending ending;

    RunningPipeline(PreparedPipeline prepared, LocalCluster cluster, JobID job, WatchedTopics topics) {
        this.prepared = prepared;
        this.cluster = cluster;
        this.job = job;
        this.topics = topics;
    }

    String name() {
        return prepared.pipeline().name();
    }

    private Delivery delivery() {
        return prepared.pipeline().policies().delivery();
    }

    PreparedPipeline prepared() {
        return prepared;
    }

    PipelineStatus status(List<PipelineStatus.FeedStatus> feeds) {
        try {
            AccessExecutionGraph graph = cluster.job(job);
            PipelineAccount account = JobAccounts.of(
                    name(), tables(prepared.inputs()), tables(prepared.outputs()), graph, LateDrops.of(name()));
            State state = state(graph);
            Ending ended = ending;
            if (state == State.FAILED && (ended == null || ended.state() != State.FAILED)) {
                end(State.FAILED, failure(graph.getFailureInfo()));
                ended = ending;
            }
            return ended == null
                    ? new PipelineStatus(name(), state, account, Optional.empty(), feeds)
                    : new PipelineStatus(name(), ended.state(), account, Optional.of(ended.why()), feeds);
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause(), feeds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(e, feeds);
        }
    }

    private PipelineStatus failed(Throwable cause, List<PipelineStatus.FeedStatus> feeds) {
        PipelineAccount nothing = JobAccounts.empty(name(), tables(prepared.inputs()), tables(prepared.outputs()));
        return new PipelineStatus(
                name(), State.FAILED, nothing, Optional.of(JobFailures.problem(name(), delivery(), cause)), feeds);
    }

    /** A topic that is gone explains whatever else the job says. */
    private Problem failure(@Nullable ErrorInfo info) {
        Optional<Problem> gone = topics.deleted();
        if (gone.isPresent()) {
            return gone.get();
        }
        Throwable cause = info == null
                ? new IllegalStateException("the job failed without saying why")
                : info.getException().deserializeError(RunningPipeline.class.getClassLoader());
        return JobFailures.problem(name(), delivery(), cause);
    }

    private static State state(AccessExecutionGraph graph) {
        JobStatus status = graph.getState();
        if (status == JobStatus.FAILED || status == JobStatus.FAILING) {
            return State.FAILED;
        }
        if (status.isGloballyTerminalState()) {
            return State.STOPPED;
        }
        if (status != JobStatus.RUNNING) {
            return State.STARTING;
        }
        boolean allRun = true;
        for (var vertex : graph.getAllExecutionVertices()) {
            allRun &= vertex.getExecutionState() == ExecutionState.RUNNING;
        }
        return allRun ? State.RUNNING : State.STARTING;
    }

    /** @return whether this end is the one that counts from now on */
    private synchronized boolean end(State state, Problem why) {
        Ending before = ending;
        Ending now = Ending.of(before, new Ending(state, why));
        ending = now;
        return !now.equals(before);
    }

    /** Whether it paused or failed; a job that failed by itself counts once somebody has looked at it. */
    boolean hasEnded() {
        return ending != null;
    }

    /** The last flood of rejects of a table that is read; empty also while the job cannot be asked. */
    Optional<Flood> flood(StreamTable input) {
        try {
            FloodQuery.Answer answer =
                    (FloodQuery.Answer) cluster.ask(job, FloodQuery.operator(input), new FloodQuery());
            return answer.latest();
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Stops for good, because of a flood: with a savepoint, so that the next run goes on exactly here.
     *
     * @return what went wrong, if anything
     */
    Optional<Problem> pause(Problem why) {
        if (!end(State.PAUSED, why)) {
            return Optional.empty();
        }
        LOGGER.atWarn()
                .addKeyValue("pipeline", name())
                .addKeyValue("errorCode", why.code())
                .log("pipeline pauses");
        return stop();
    }

    /**
     * Ends the job if a topic was deleted: its last checkpoint stays.
     *
     * @return what went wrong, if anything
     */
    Optional<Problem> endIfTopicsAreGone() {
        Optional<Problem> gone = topics.deleted();
        if (gone.isEmpty() || !end(State.FAILED, gone.get())) {
            return Optional.empty();
        }
        LOGGER.atError()
                .addKeyValue("pipeline", name())
                .addKeyValue("errorCode", gone.get().code())
                .log("a topic was deleted under its pipeline");
        return cancel();
    }

    /**
     * Stops with a savepoint; a job that is not running yet, or cannot be stopped so, is ended and goes on from its last
     * checkpoint.
     *
     * @return what went wrong, if anything
     */
    Optional<Problem> stop() {
        try {
            if (cluster.job(job).getState().isGloballyTerminalState()) {
                return Optional.empty();
            }
            String savepoint = cluster.stop(job, prepared.state().savepoints().uri(), STOP_PATIENCE);
            prepared.state().stoppedCleanly(StateFile.ofFlink(savepoint));
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | MillraceException e) {
            LOGGER.atWarn()
                    .addKeyValue("pipeline", name())
                    .setCause(e)
                    .log("a job could not be stopped with a savepoint");
            return cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unfinished("it was interrupted"));
        }
    }

    /**
     * Ends the job where nothing more can be written; it goes on from its last checkpoint.
     *
     * @return what went wrong, if anything
     */
    Optional<Problem> cancel() {
        try {
            cluster.cancel(job);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(unfinished(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(unfinished("it was interrupted"));
        }
    }

    private Problem unfinished(String why) {
        return Problem.of(
                ErrorCode.STOP_FAILED,
                "pipeline \"" + name() + "\" did not stop cleanly: " + why,
                "the next run " + NextRun.goesOn(delivery()));
    }

    private static List<StreamTable> tables(List<StreamBinding> bindings) {
        return bindings.stream().map(StreamBinding::table).toList();
    }
}
