package io.millrace.cluster.deploy;

import io.millrace.core.account.PipelineAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a pipeline of an environment does.
 *
 * @param job its id on the cluster; empty if it has none there
 * @param since when it was submitted or ended; empty if that is not known
 * @param why it does not run, in words; empty if it does, or was stopped
 * @param concerns what is not well although it runs, each in words; a pipeline without runs well
 * @param notes what is good to know beside, each in words
 * @param restarts since it was submitted, or the JobManager began
 * @param lastCheckpoint how long ago the last one was complete; empty before the first
 */
public record PipelineReport(
        String pipeline,
        State state,
        Optional<String> job,
        Optional<Instant> since,
        Optional<String> why,
        List<String> concerns,
        List<String> notes,
        PipelineAccount account,
        long restarts,
        Optional<Duration> lastCheckpoint) {

    public PipelineReport {
        concerns = List.copyOf(concerns);
        notes = List.copyOf(notes);
    }

    public boolean isWell() {
        boolean isMeant = state == State.RUNNING || state == State.STOPPED || state == State.ENDED;
        return isMeant && concerns.isEmpty();
    }

    /** What a pipeline does. */
    public enum State {
        RUNNING,
        /** Its tasks are being started. */
        STARTING,
        /** A task failed; it begins again from its last checkpoint. */
        RESTARTING,
        /** It waits in a flood of rejects. */
        PAUSED,
        /** It ended cleanly and goes on exactly there. */
        STOPPED,
        /** Somebody ended it without a savepoint; it goes on from its last checkpoint. */
        ENDED,
        /** It has no job any more, and nobody of ours stopped it; it goes on from its last checkpoint. */
        LOST,
        FAILED
    }
}
