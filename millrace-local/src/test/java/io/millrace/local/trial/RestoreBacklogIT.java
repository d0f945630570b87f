package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.local.LocalRun;
import io.millrace.local.broker.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows are late depends on the rows alone: not on the speed of reading, and not on where a run ended. */
class RestoreBacklogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Input INPUT = new Input(120_000, 4);
    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS);
    private static final String POLICIES = Pipelines.policies("exactly-once", "60s");

    @TempDir
    private Path directory;

    @Test
    void judgesTheRestOfABacklogAlikeAfterACleanStopAndAfterACrash() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        trial.fill(INPUT);
        long read = readAPart(trial);
        long stoppedAt = trial.lastCheckpoint();
        try (ChildProcess process = trial.startInProcess(INPUT, InputFeed.AT_ONCE)) {
            await().atMost(PATIENCE).until(() -> trial.lastCheckpoint() > stoppedAt);
            process.kill();
        }

        // When
        Outcome restored = Outcome.finish(trial, INPUT);

        // Then
        assertThat(read).as("the stop came in the middle of the backlog").isBetween(1L, INPUT.count());
        restored.assertExactly(Undisturbed.of(SQL, INPUT));
        restored.assertAccounts(INPUT);
    }

    private static long readAPart(Trial trial) throws Exception {
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Trial.input(Trial.status(run)).read() > 0);
            return Trial.input(run.stop().get(0)).read();
        }
    }
}
