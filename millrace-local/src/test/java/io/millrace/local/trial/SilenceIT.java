package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.account.InputAccount;
import io.millrace.local.LocalRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows, and then nothing any more, under {@code advance: true}: the last windows close if the rows were live. */
class SilenceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int ROWS = 20;
    private static final long WINDOW_MS = 2_000;
    private static final long BOUND_MS = 1_000;

    private static final String SQL = """
            CREATE TABLE readings (
              id BIGINT, `at` TIMESTAMP_LTZ(3), WATERMARK FOR `at` AS `at` - INTERVAL '1' SECOND
            ) WITH ('partitions' = '2');
            CREATE TABLE counts (window_start TIMESTAMP_LTZ(3), n BIGINT);
            INSERT INTO counts
            SELECT window_start, COUNT(*)
            FROM TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '2' SECOND)
            GROUP BY window_start, window_end;
            """;

    @TempDir
    private Path directory;

    /** Of each row that was sent, by its id. */
    private final long[] times = new long[ROWS];

    @Test
    void theLastWindowClosesWithoutANewRowAndARowBehindItIsKeptAsLate() throws Exception {
        // Given
        Trial trial = trial();

        // When
        Outcome outcome;
        try (LocalRun run = trial.start()) {
            awaitReading(run);
            sendAged(run, Duration.ZERO);
            awaitClosed(run);
            Values.send(run.bootstrapServers(), "readings", LongStream.of(ROWS), id -> reading(id, times[0]));
            await().atMost(PATIENCE).until(() -> input(run).read() == ROWS + 1);
            outcome = Outcome.after(run, trial);
        }

        // Then
        InputAccount input = outcome.input();
        assertThat(counted(outcome)).as("every window has its result").isEqualTo(ROWS);
        assertThat(List.of(input.read(), input.rows(), input.late()))
                .as("read, rows, late")
                .containsExactly(ROWS + 1L, (long) ROWS, 1L);
        assertThat(outcome.account().isBalanced()).isTrue();
        assertThat(outcome.account().droppedBehindIntake()).isEmpty();
        assertThat(Values.ids(outcome.topic("trial.readings.late"))).containsExactly((long) ROWS);
    }

    /** The partition that is behind holds the watermark back until it is idle. */
    @Test
    void historyLeavesItsLastWindowOpen() throws Exception {
        // Given
        Trial trial = trial();

        // When
        Outcome outcome;
        try (LocalRun run = trial.start()) {
            awaitReading(run);
            sendAged(run, Duration.ofDays(1));
            await("the partition that is behind is idle")
                    .atMost(PATIENCE)
                    .until(() -> input(run).watermark() == last() - BOUND_MS);
            outcome = Outcome.after(run, trial);
        }

        // Then
        long open = Arrays.stream(times)
                .filter(time -> windowEnd(time) > last() - BOUND_MS)
                .count();
        assertThat(outcome.input().watermark()).isEqualTo(last() - BOUND_MS);
        assertThat(open).isPositive();
        assertThat(counted(outcome)).isEqualTo(ROWS - open);
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        // Given
        Trial trial = trial();
        try (LocalRun run = trial.start()) {
            awaitReading(run);
            sendAged(run, Duration.ZERO);
            await().atMost(PATIENCE).until(() -> input(run).read() == ROWS);
            run.stop();
        }

        // When
        Outcome outcome;
        try (LocalRun run = trial.start()) {
            awaitClosed(run);
            outcome = Outcome.after(run, trial);
        }

        // Then
        assertThat(counted(outcome)).isEqualTo(ROWS);
        assertThat(outcome.account().isBalanced()).isTrue();
    }

    private Trial trial() throws IOException {
        return Trial.in(directory, SQL, Pipelines.policies("exactly-once", "3s, advance: true"));
    }

    /** What is sent from now on arrives while it is live. */
    private static void awaitReading(LocalRun run) {
        await().atMost(PATIENCE)
                .until(() -> Trial.isRunning(run) && input(run).lag().equals(OptionalLong.of(0)));
    }

    /** Rows of the past are half a second apart; those of the present as they are sent. */
    private void sendAged(LocalRun run, Duration age) {
        Values.send(run.bootstrapServers(), "readings", LongStream.range(0, ROWS), id -> {
            times[(int) id] = Instant.now()
                    .minus(age)
                    .plusMillis(age.isZero() ? 0 : id * 500)
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toEpochMilli();
            return reading(id, times[(int) id]);
        });
    }

    private static String reading(long id, long time) {
        return "{\"id\": %d, \"at\": \"%s\"}".formatted(id, Instant.ofEpochMilli(time));
    }

    private void awaitClosed(LocalRun run) {
        await("the last window closes").atMost(PATIENCE).until(() -> input(run).watermark() >= windowEnd(last()));
    }

    private long last() {
        return Arrays.stream(times).max().orElseThrow();
    }

    private static long windowEnd(long time) {
        return time - time % WINDOW_MS + WINDOW_MS;
    }

    private static InputAccount input(LocalRun run) {
        return Trial.input(Trial.status(run));
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
