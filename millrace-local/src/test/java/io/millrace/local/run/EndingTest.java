package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus.State;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Ending PAUSED = ending(State.PAUSED, ErrorCode.REJECTS_FLOOD);
    private static final Ending DELETED = ending(State.FAILED, ErrorCode.TOPIC_DELETED);
    private static final Ending FAILED = ending(State.FAILED, ErrorCode.PIPELINE_FAILED);

    @Test
    void theFirstEndCounts() {
        assertThat(Ending.of(null, PAUSED)).isEqualTo(PAUSED);
        assertThat(Ending.of(DELETED, FAILED)).isEqualTo(DELETED);
        assertThat(Ending.of(FAILED, PAUSED)).isEqualTo(FAILED);
    }

    @Test
    void aPipelineThatFailsWhileItPausesHasFailed() {
        assertThat(Ending.of(PAUSED, FAILED)).isEqualTo(FAILED);
    }

    private static Ending ending(State state, ErrorCode code) {
        return new Ending(state, Problem.of(code, "it ended", "look into the log"));
    }
}
