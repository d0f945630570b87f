package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.core.account.InputAccount;
import io.millrace.core.error.ErrorCode;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer begins to write numbers as text, and the table would pour into its rejects. */
class FloodIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GOOD = 5_000;
    private static final long ALL = 305_000;
    private static final long CLICKS = 1_000;

    private static final String SQL = """
            CREATE TABLE orders (id BIGINT, amount INT) WITH ('partitions' = '4'%s);
            CREATE TABLE clicks (id BIGINT) WITH ('partitions' = '2');
            CREATE TABLE amounts (id BIGINT, amount INT);
            CREATE TABLE clicked (id BIGINT);
            INSERT INTO amounts SELECT id, amount FROM orders;
            INSERT INTO clicked SELECT id FROM clicks;
            """;

    @TempDir
    private Path directory;

    @Test
    void pausesAndGoesOnExactlyWhereItPausedOnceTheTableIsMended() throws Exception {
        // Given
        Trial trial = trial("{at-least: 500}");

        // When
        PipelineStatus paused;
        try (LocalRun run = trial.start()) {
            Values.send(run.bootstrapServers(), "orders", LongStream.range(0, ALL), FloodIT::order);
            await().atMost(PATIENCE).until(() -> Trial.status(run).state() == State.PAUSED);
            await().atMost(PATIENCE).until(() -> Files.exists(trial.cleanStop()));
            Values.send(run.bootstrapServers(), "clicks", LongStream.range(0, CLICKS), FloodIT::click);
            paused = run.stop().get(0);
        }
        trial.write(SQL.formatted(", 'json.coerce' = 'true'"), policies("{at-least: 500}"));
        Outcome mended;
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> read(run, "orders") == ALL && read(run, "clicks") == CLICKS);
            mended = Outcome.after(run, trial);
        }

        // Then
        InputAccount orders = account(paused, "orders");
        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.failure()).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.REJECTS_FLOOD);
            assertThat(problem.message())
                    .contains("pipeline \"trial\" has paused: table \"orders\" pours into its rejects, ")
                    .containsPattern("\n {4}partition [0-3], offset \\d+: VALUE_TYPE, field 'amount': expected INT")
                    .contains("\"trial.orders.rejects\"");
            assertThat(problem.remedy()).contains("start it again").contains("then: continue");
        });
        assertThat(orders.rejected()).isBetween(500L, ALL - GOOD - 1);
        assertThat(paused.account().isBalanced()).isTrue();
        assertThat(account(paused, "clicks").read())
                .as("the other table stands still too")
                .isZero();
        assertThat(mended.status().state()).isEqualTo(State.STOPPED);
        assertThat(mended.account().isBalanced()).isTrue();
        List<Long> rejected = Values.ids(mended.topic("trial.orders.rejects"));
        List<Long> either = new ArrayList<>(Values.ids(mended.topic("amounts")));
        either.addAll(rejected);
        assertThat(rejected).as("none after the pause").hasSize((int) orders.rejected());
        assertThat(either.stream().sorted().toList())
                .as("each record once, as a row or as a reject")
                .isEqualTo(LongStream.range(0, ALL).boxed().toList());
        assertThat(Values.ids(mended.topic("clicked")))
                .isEqualTo(LongStream.range(0, CLICKS).boxed().toList());
    }

    @Test
    void belowTheThresholdNothingPauses() throws Exception {
        // Given
        Trial trial = trial("{at-least: 1000}");
        try (LocalRun run = trial.start()) {
            Values.send(run.bootstrapServers(), "orders", LongStream.range(GOOD, GOOD + 999), FloodIT::order);
            await().atMost(PATIENCE).until(() -> read(run, "orders") == 999);
            State before = Trial.status(run).state();

            // When
            Values.send(run.bootstrapServers(), "orders", LongStream.of(GOOD + 999), FloodIT::order);

            // Then
            assertThat(before).isEqualTo(State.RUNNING);
            await("one more is a flood")
                    .atMost(PATIENCE)
                    .until(() -> Trial.status(run).state() == State.PAUSED);
        }
    }

    @Test
    void goesOnWithOneWarningWhereThePolicySaysSo() throws Exception {
        // Given
        Trial trial = trial("{at-least: 500, then: continue}");
        Warnings warnings = new Warnings();

        // When
        try (LocalRun run = trial.start(warnings)) {
            Values.send(run.bootstrapServers(), "orders", LongStream.range(0, 50_000), FloodIT::order);
            await().atMost(PATIENCE).until(() -> read(run, "orders") == 50_000 && !warnings.heard.isEmpty());
            Values.send(run.bootstrapServers(), "orders", LongStream.range(50_000, 60_000), FloodIT::order);
            await().atMost(PATIENCE).until(() -> read(run, "orders") == 60_000);

            // Then
            assertThat(Trial.isRunning(run)).isTrue();
            assertThat(warnings.heard).singleElement().asString().contains("[MR-2006]", "\"orders\"", "VALUE_TYPE");
        }
    }

    private Trial trial(String rejects) throws Exception {
        return Trial.in(directory, SQL.formatted(""), policies(rejects));
    }

    private static String policies(String rejects) {
        return Pipelines.policies("exactly-once", "5s") + "rejects: " + rejects + "\n";
    }

    private static String order(long id) {
        String amount = id < GOOD ? "12" : "\"12\"";
        return "{\"id\": " + id + ", \"amount\": " + amount + "}";
    }

    private static String click(long id) {
        return "{\"id\": " + id + "}";
    }

    private static long read(LocalRun run, String table) {
        return account(Trial.status(run), table).read();
    }

    private static InputAccount account(PipelineStatus status, String table) {
        return status.account().inputs().stream()
                .filter(input -> input.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Keeps what a run warns of. */
    private static final class Warnings implements RunListener {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void progress(String step) {}

        @Override
        public void warning(String warning) {
            heard.add(warning);
        }
    }
}
