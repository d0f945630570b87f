package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.account.InputAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.trial.Input.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and rows add up, also when partitions fall silent and wake with records that are old by then. */
class AccountingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Input INPUT = new Input(100_000, 4);
    private static final int PER_SECOND = 25_000;

    @TempDir
    private Path directory;

    @Test
    void addsUpWhenOnePartitionSleepsAndWakes() throws Exception {
        // When
        Outcome outcome = withSilent(3);

        // Then
        assertAddsUp(outcome, 3);
    }

    /** Partitions go round among subtasks, so two of four that are two apart are all that one of two subtasks has. */
    @Test
    void addsUpWhenAllPartitionsOfASubtaskSleepAndWake() throws Exception {
        // When
        Outcome outcome = withSilent(1, 3);

        // Then
        assertAddsUp(outcome, 1, 3);
    }

    private Outcome withSilent(Integer... silent) throws Exception {
        Trial trial = Trial.in(
                directory, Pipelines.reading(INPUT, Pipelines.COUNTS), Pipelines.policies("exactly-once", "300ms"));
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND, silent)) {
            long aThird = INPUT.eventTime(INPUT.count() / 3);
            await().atMost(PATIENCE).until(() -> Trial.input(Trial.status(run)).watermark() > aThird);
            feed.wake();
            await().atMost(PATIENCE).until(() -> Trial.hasRead(run, INPUT));
            return Outcome.after(run, trial);
        }
    }

    private static void assertAddsUp(Outcome outcome, Integer... silent) throws IOException {
        InputAccount input = outcome.input();
        assertThat(input.partitions()).hasSize(INPUT.partitions()).allSatisfy(partition -> {
            assertThat(partition.read())
                    .as("every record of partition %d is read once", partition.partition())
                    .isEqualTo(INPUT.perPartition());
            assertThat(partition.rejectedTotal())
                    .as("silence changes no reject of partition %d", partition.partition())
                    .isEqualTo(INPUT.countOf(Fate.REJECT, partition.partition()));
            assertThat(partition.isBalanced())
                    .as("partition %d: read = rows + late + rejected", partition.partition())
                    .isTrue();
        });
        assertThat(input.partitions())
                .as("what a partition wakes with is older than what the others have moved on to")
                .filteredOn(partition -> List.of(silent).contains(partition.partition()))
                .allSatisfy(partition -> assertThat(partition.late())
                        .isGreaterThan(INPUT.countOf(Fate.LATE, partition.partition()) * 10));
        assertThat(outcome.account().droppedBehindIntake())
                .as("no operator drops a row that the intake let through")
                .isEmpty();
        assertThat(outcome.topic("trial.readings.late")).hasSize((int) input.late());
        assertThat(outcome.topic("trial.readings.rejects")).hasSize((int) input.rejected());
        assertThat(counted(outcome) + INPUT.partitions())
                .as("sum of the counts of all windows = rows; the closing rows' own window is still open")
                .isEqualTo(input.rows());
    }

    private static long counted(Outcome outcome) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        long sum = 0;
        for (String value : Committed.values(outcome.topic("counts"))) {
            sum += mapper.readTree(value).path("n").asLong();
        }
        return sum;
    }
}
