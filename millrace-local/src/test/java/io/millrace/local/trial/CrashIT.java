package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.millrace.local.LocalRun;
import io.millrace.local.broker.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process is killed, broker and pipeline, again and again; what it wrote must not show it. */
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Lasts over all kills, so that each finds the pipeline at work. */
    private static final Input INPUT = new Input(60_000, 4);

    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS, Pipelines.BIG, Pipelines.TOTALS);

    @TempDir
    private Path directory;

    @Test
    void writesExactlyWhatAnUndisturbedRunWrites() throws Exception {
        // Given
        String policies = Pipelines.policies("exactly-once", "60s");
        Outcome undisturbed = finish(Trial.in(directory.resolve("undisturbed"), SQL, policies));
        Trial trial = Trial.in(directory.resolve("killed"), SQL, policies);
        killAgainAndAgain(trial, KILLS);

        // When
        Outcome killed = finish(trial);

        // Then
        killed.assertExactly(undisturbed);
        killed.assertAccounts(INPUT);
    }

    @Test
    void losesNothingWhenRecordsMayRepeat() throws Exception {
        // Given
        String policies = Pipelines.policies("at-least-once", "60s");
        Outcome undisturbed = finish(Trial.in(directory.resolve("undisturbed"), SQL, policies));
        Trial trial = Trial.in(directory.resolve("killed"), SQL, policies);
        killAgainAndAgain(trial, 3);

        // When
        Outcome killed = finish(trial);

        // Then
        killed.assertNothingLost(undisturbed);
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

    private static Outcome finish(Trial trial) throws Exception {
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, InputFeed.AT_ONCE)) {
            await().atMost(PATIENCE).until(() -> Trial.hasRead(run, INPUT));
            return Outcome.after(run, trial);
        }
    }
}
