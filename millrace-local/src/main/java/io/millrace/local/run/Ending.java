package io.millrace.local.run;

import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus.State;
import org.jspecify.annotations.Nullable;

/** An end that a pipeline came to, and why. */
record Ending(State state, Problem why) {

    /** Which of two ends counts: the first, but for a failure while the pipeline pauses. */
    static Ending of(@Nullable Ending before, Ending next) {
        boolean isWorse = before != null && before.state() == State.PAUSED && next.state() == State.FAILED;
        return before == null || isWorse ? next : before;
    }
}
