package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.LocalRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept between one run and the next, when the files or the subtasks have changed meanwhile. */
@Tag("long")
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Input INPUT = new Input(120_000, 4);
    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS);
    private static final String POLICIES = Pipelines.policies("exactly-once", "60s");

    @TempDir
    private Path directory;

    @Test
    void goesOnExactlyWithFewerAndWithMoreSubtasks() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        trial.fill(INPUT);
        readAPart(trial);
        trial.write(SQL, withParallelism(1));
        readAPart(trial);
        trial.write(SQL, withParallelism(4));

        // When
        Outcome rescaled = Outcome.finish(trial, INPUT);

        // Then
        rescaled.assertExactly(Undisturbed.of(SQL, INPUT));
        rescaled.assertAccounts(INPUT);
    }

    @Test
    void readsItsInputsAgainWhenAskedToForget() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        Outcome.finish(trial, INPUT);

        // When
        Outcome again = Outcome.finish(trial, INPUT, trial.start(true));

        // Then
        again.assertExactly(Undisturbed.of(SQL, INPUT));
        again.assertAccounts(INPUT);
    }

    @Test
    void keepsTheStateOfAQueryWhenAnotherIsAddedBeforeIt() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        trial.fill(INPUT);
        readAPart(trial);
        trial.write(Pipelines.reading(INPUT, Pipelines.BIG, Pipelines.COUNTS), POLICIES);

        // When
        Outcome grown = Outcome.finish(trial, INPUT);

        // Then
        assertThat(Committed.values(grown.topic("counts")))
                .as("windows that were open go on as they were")
                .containsExactlyInAnyOrderElementsOf(
                        Committed.values(Undisturbed.of(SQL, INPUT).topic("counts")));
        assertThat(grown.topic("big"))
                .as("the new query begins where it was added")
                .isNotEmpty();
        grown.assertAccounts(INPUT);
    }

    @Test
    void refusesAChangeThatWouldLoseStateAndGoesOnWithTheOldFiles() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        trial.fill(INPUT);
        readAPart(trial);
        trial.write(SQL.replace("'10' SECOND", "'20' SECOND"), POLICIES);

        // When
        assertRefused(trial, ErrorCode.PIPELINE_CHANGED, "--fresh");
        trial.write(SQL, POLICIES);
        Outcome back = Outcome.finish(trial, INPUT);

        // Then
        back.assertExactly(Undisturbed.of(SQL, INPUT));
        back.assertAccounts(INPUT);
    }

    @Test
    void refusesASecondRunOnTheSameDataAndLeavesTheFirstAlone() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        try (LocalRun first = trial.start()) {
            // When
            assertRefused(trial, ErrorCode.DATA_IN_USE, "--data");

            // Then
            Outcome.finish(trial, INPUT, first).assertExactly(Undisturbed.of(SQL, INPUT));
        }
    }

    private static void assertRefused(Trial trial, ErrorCode code, String remedy) {
        assertThatThrownBy(trial::start).isInstanceOfSatisfying(MillraceException.class, refusal -> {
            assertThat(refusal.problems())
                    .as("%s", refusal.getMessage())
                    .extracting(problem -> problem.code())
                    .isEqualTo(List.of(code));
            assertThat(refusal.problems().get(0).remedy()).contains(remedy);
        });
    }

    /** Stops cleanly in the middle of the backlog. */
    private static void readAPart(Trial trial) throws Exception {
        long before = trial.lastCheckpoint();
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> Trial.input(Trial.status(run)).read() > 0 && trial.lastCheckpoint() >= before);
            long read = Trial.input(run.stop().get(0)).read();
            assertThat(read).as("the stop came in the middle of the backlog").isBetween(1L, INPUT.count());
        }
    }

    private static String withParallelism(int subtasks) {
        return POLICIES.replace("parallelism: 2", "parallelism: " + subtasks);
    }
}
