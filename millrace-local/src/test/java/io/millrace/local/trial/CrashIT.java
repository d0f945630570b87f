package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.fail;

import io.millrace.local.broker.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process is killed, broker and pipeline, again and again; what it wrote must not show it. */
@Tag("long")
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 8);

    /** Lasts over all kills, so that each finds the pipeline at work. */
    private static final Input INPUT = new Input(60_000, 4);

    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS, Pipelines.BIG, Pipelines.TOTALS);

    @TempDir
    private Path directory;

    @Test
    void writesExactlyWhatAnUndisturbedRunWrites() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, Pipelines.policies("exactly-once", "60s"));
        killAgainAndAgain(trial, KILLS);

        // When
        Outcome killed = Outcome.finish(trial, INPUT);

        // Then
        killed.assertExactly(Undisturbed.of(SQL, INPUT));
        killed.assertAccounts(INPUT);
    }

    @Test
    void losesNothingWhenRecordsMayRepeat() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, Pipelines.policies("at-least-once", "60s"));
        killAgainAndAgain(trial, 3);

        // When
        Outcome killed = Outcome.finish(trial, INPUT);

        // Then
        killed.assertNothingLost(Undisturbed.of(SQL, INPUT));
        killed.assertAccounts(INPUT);
    }

    private static void killAgainAndAgain(Trial trial, int kills) throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("kills at random moments, -Dcrash.seed=" + seed);
        Random random = new Random(seed);
        int perSecond = (int) (INPUT.total() / (kills * 1.5));
        for (int kill = 0; kill < kills; kill++) {
            try (ChildProcess process = trial.startInProcess(INPUT, perSecond)) {
                boolean duringStart = kill % 4 == 3;
                if (!duringStart) {
                    process.await("STARTED ");
                }
                int millis = duringStart ? 500 + random.nextInt(5_000) : 300 + random.nextInt(2_700);
                if (process.endsWithin(Duration.ofMillis(millis))) {
                    fail("what kill %d left ended the process: %s", kill, process.await("FAILED "));
                }
            }
        }
    }
}
