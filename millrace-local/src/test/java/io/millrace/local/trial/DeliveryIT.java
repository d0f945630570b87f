package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.core.account.PartitionAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.broker.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What at-most-once and at-least-once promise, and what they do when nothing goes wrong. */
@Tag("long")
class DeliveryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Input INPUT = new Input(20_000, 4);

    /** So slowly that the input outlasts what happens before a kill, on a busy machine too. */
    private static final int PER_SECOND = 1_000;

    private static final String SQL = Pipelines.reading(INPUT, Pipelines.BIG);
    private static final String AT_MOST_ONCE = Pipelines.policies("at-most-once", "60s");

    @TempDir
    private Path directory;

    @Test
    void handlesNoRecordTwiceAfterACrash() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, AT_MOST_ONCE);
        killAfterResults(trial, 2);

        // When
        Outcome outcome = Outcome.finishFromTheEnd(trial, INPUT);

        // Then
        assertNoneTwice(outcome);
    }

    @Test
    void handlesNoRecordTwiceAfterACrashBeforeTheFirstCheckpoint() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, AT_MOST_ONCE.replace("200ms", "10m"));
        killAfterResults(trial, 0);

        // When
        Outcome outcome = Outcome.finishFromTheEnd(trial, INPUT);

        // Then
        assertNoneTwice(outcome);
    }

    @Test
    void handlesNoRecordTwiceAfterACrashThatFollowsACleanStop() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, AT_MOST_ONCE.replace("200ms", "10m"));
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> Trial.isRunning(run));
        }
        killAfterResults(trial, 0);

        // When
        Outcome outcome = Outcome.finishFromTheEnd(trial, INPUT);

        // Then
        assertNoneTwice(outcome);
    }

    @Test
    void losesNothingOverACleanStopEvenWhenNothingCameSinceACrash() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, AT_MOST_ONCE);
        killAfterResults(trial, 2);
        long handled;
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> Trial.isRunning(run));
            handled = Trial.input(run.stop().get(0)).read();
        }
        long producedBefore = trial.fill(INPUT);

        // When
        Outcome outcome = runUntilClosed(trial);

        // Then
        assertThat(outcome.input().read() - handled)
                .as("what came while nothing ran is read after a clean stop")
                .isEqualTo(INPUT.total() - producedBefore);
    }

    @Test
    void losesNothingOverACleanStopWhileRecordsCome() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, AT_MOST_ONCE + "profile: high-throughput\n");
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND)) {
            await().atMost(PATIENCE).until(() -> Trial.input(Trial.status(run)).read() > INPUT.count() / 4);
            feed.close();
            run.stop();
        }

        // When
        Outcome outcome = Outcome.finish(trial, INPUT);

        // Then
        assertThat(outcome.topic("big").size())
                .as("what was counted as written is there, be it from before the stop")
                .isEqualTo((int) outcome.account().outputs().get(0).written());
        assertNoneTwice(outcome);
        outcome.assertAccounts(INPUT);
    }

    @Test
    void writesEachRecordAtLeastOnceAndWithoutACrashJustOnce() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, Pipelines.policies("at-least-once", "60s"));

        // When
        Outcome outcome = Outcome.finish(trial, INPUT);

        // Then
        assertThat(Committed.values(outcome.topic("big"))).doesNotHaveDuplicates();
        assertThat(outcome.topic("big").size())
                .isEqualTo((int) outcome.account().outputs().get(0).written());
        outcome.assertAccounts(INPUT);
    }

    /** Kills the pipeline once it has written something and has completed a checkpoint so often. */
    private static void killAfterResults(Trial trial, int checkpoints) throws Exception {
        long before = trial.lastCheckpoint();
        try (ChildProcess process = trial.startInProcess(INPUT, PER_SECOND)) {
            String bootstrapServers = process.await("STARTED ");
            await().atMost(PATIENCE)
                    .until(() -> trial.lastCheckpoint() >= before + checkpoints
                            && !Committed.all(bootstrapServers, "big").isEmpty());
            process.kill();
        }
    }

    private static Outcome runUntilClosed(Trial trial) throws Exception {
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> Trial.hasClosed(run, INPUT));
            return Outcome.after(run, trial);
        }
    }

    private static void assertNoneTwice(Outcome outcome) {
        assertThat(Committed.values(outcome.topic("big")))
                .as("a record that was handled before the crash is not handled again")
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(outcome.input().partitions()).allMatch(PartitionAccount::isBalanced);
    }
}
