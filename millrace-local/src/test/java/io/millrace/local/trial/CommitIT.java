package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.local.LocalRun;
import io.millrace.local.broker.ChildProcess;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.run.LocalTuning;
import io.millrace.local.trial.HaltMain.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is complete, and the process ends before all of its transactions are committed. */
@Tag("long")
class CommitIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Input INPUT = new Input(40_000, 4);
    private static final int PER_SECOND = 4_000;
    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS, Pipelines.BIG, Pipelines.TOTALS);
    private static final String POLICIES = Pipelines.policies("exactly-once", "60s");

    /** From before the first commit until about when the last one is through. */
    private static final List<Integer> MICROS_IN_COMMIT = List.of(0, 5_000, 20_000);

    /** While a checkpoint goes through, transactions of the one after it begin. */
    private static final List<Integer> MICROS_IN_CHECKPOINT = List.of(5_000, 10_000, 20_000);

    @TempDir
    private Path directory;

    @Test
    void writesExactlyOnceWhenHaltedInsideTheCommit() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        for (int micros : MICROS_IN_COMMIT) {
            haltInCommit(trial, LocalTuning.standard(), micros);
        }

        // When
        Outcome halted = Outcome.finish(trial, INPUT);

        // Then
        halted.assertExactly(Undisturbed.of(SQL, INPUT));
        halted.assertAccounts(INPUT);
    }

    @Test
    void stopsAndSaysWhatIsLostWhenTheBrokerGaveUpATransaction() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        LocalTuning impatient = Trial.impatient(SHORT);
        haltInCommit(trial, impatient, 0);
        try (EmbeddedBroker broker = trial.broker(impatient)) {
            await().atMost(PATIENCE).until(() -> unfinished(broker) == 0);
        }

        // When
        try (LocalRun run = trial.start(false, impatient)) {
            await().atMost(PATIENCE).until(() -> Trial.status(run).failure().isPresent());

            // Then
            Problem failure = Trial.status(run).failure().orElseThrow();
            assertThat(failure.code())
                    .as("going on would leave a hole in the results that nobody sees: %s", failure)
                    .isEqualTo(ErrorCode.TRANSACTION_LOST);
            assertThat(failure.message()).contains("are lost").contains("transaction \"millrace-trial-");
            assertThat(failure.remedy()).contains("--fresh");
        }
    }

    @Test
    void losesNothingOverTheSamePauseWithTheStandardTimeout() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        haltInCommit(trial, LocalTuning.standard(), 0);
        long since = System.nanoTime();
        try (EmbeddedBroker broker = trial.broker(LocalTuning.standard())) {
            await().atMost(PATIENCE).until(() -> System.nanoTime() - since > SHORT.toNanos());
            assertThat(unfinished(broker)).as("prepared transactions wait").isPositive();
        }

        // When
        Outcome paused = Outcome.finish(trial, INPUT);

        // Then
        paused.assertExactly(Undisturbed.of(SQL, INPUT));
        paused.assertAccounts(INPUT);
    }

    @Test
    void leavesNoTransactionOpenThatWouldHideResultsFromReaders() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        for (int micros : MICROS_IN_CHECKPOINT) {
            halt(trial, LocalTuning.standard(), Moment.IN_CHECKPOINT, micros);
        }

        // When: it goes on, and nothing new comes
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> Trial.isRunning(run));

            // Then
            await("a reader of committed records sees everything up to the end")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> Committed.all(run.bootstrapServers(), "big"));
        }
    }

    private static void haltInCommit(Trial trial, LocalTuning tuning, int micros) throws Exception {
        halt(trial, tuning, Moment.IN_COMMIT, micros);
    }

    private static void halt(Trial trial, LocalTuning tuning, Moment moment, int micros) throws Exception {
        try (ChildProcess process = trial.startInProcess(
                HaltMain.class,
                INPUT,
                PER_SECOND,
                tuning.transactionTimeout(),
                moment.name(),
                Integer.toString(micros))) {
            assertThat(process.endsWithin(PATIENCE))
                    .as("the process halts by itself")
                    .isTrue();
        }
    }

    private static long unfinished(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::state)
                    .filter(state -> state == TransactionState.ONGOING
                            || state == TransactionState.PREPARE_ABORT
                            || state == TransactionState.PREPARE_COMMIT
                            || state == TransactionState.PREPARE_EPOCH_FENCE)
                    .count();
        }
    }
}
