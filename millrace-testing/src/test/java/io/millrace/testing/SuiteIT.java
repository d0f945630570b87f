package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.Literal;
import io.millrace.testing.compare.Look;
import io.millrace.testing.run.PlannedPipeline;
import io.millrace.testing.run.TableShape;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.Expectation.Stream;
import io.millrace.testing.script.Expectation.Stream.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tests of the examples and of small pipelines with every kind of window, join and pattern: all pass, and give the
 * same rows round after round, in another order each time, with a processor kept busy. {@code .ci/determinism} runs more
 * rounds.
 */
@Tag("long")
class SuiteIT {

    private static final int ROUNDS = Integer.getInteger("determinism.rounds", 2);

    /** Rounds with every test; those after them leave out hundreds of rows that are settled one by one. */
    private static final int FULL_ROUNDS = 2;

    private static final List<Path> LONG = List.of(Path.of("sensors.yml"), Path.of("clients.yml"));

    private static final boolean KEEPS_BUSY = !Boolean.getBoolean("determinism.busy-elsewhere");
    private static final List<Path> PATHS = List.of(Path.of("..", "examples"), Path.of("src", "test", "suite"));

    @Test
    void everyRoundGivesTheSame() {
        // Given
        long seed = Long.getLong("determinism.seed", System.nanoTime());
        System.err.println("determinism.seed=" + seed + " determinism.rounds=" + ROUNDS);
        Random random = new Random(seed);
        TestSuite suite = TestSuite.load(PATHS, name -> true);
        List<Map<String, String>> rounds = new ArrayList<>();

        // When
        try (TestSession session = new TestSession();
                Busy busy = new Busy()) {
            for (int round = 0; round < ROUNDS; round++) {
                rounds.add(round(suite, session, random, round < FULL_ROUNDS ? List.of() : LONG));
                // equal in other processes too
                System.err.printf(
                        "determinism: round %d of %d done, %08x%n",
                        round + 1, ROUNDS, rounds.get(round).hashCode());
            }
        }

        // Then
        assertThat(rounds.get(0))
                .hasSizeGreaterThanOrEqualTo(40)
                .allSatisfy((test, outcome) -> assertThat(outcome).as(test).startsWith("Passed"));
        assertThat(rounds).as("seed " + seed).allSatisfy(round -> assertThat(round)
                .hasSizeGreaterThanOrEqualTo(40)
                .allSatisfy((test, outcome) ->
                        assertThat(outcome).isEqualTo(rounds.get(0).get(test))));
        assertThat(rounds.stream().limit(FULL_ROUNDS).map(Map::size).distinct()).hasSize(1);
    }

    /** By test: how it went, and every row that came, in order. */
    private static Map<String, String> round(TestSuite suite, TestSession session, Random random, List<Path> without) {
        List<Runnable> tests = new ArrayList<>();
        Map<String, String> outcomes = new TreeMap<>();
        suite.pipelines().forEach(pipeline -> pipeline.tests().stream()
                .filter(test -> !without.contains(test.file().getFileName()))
                .forEach(test -> tests.add(() -> {
                    StringBuilder rows = new StringBuilder();
                    TestResult result =
                            session.run(pipeline.source(), test, (planned, job) -> rows.append(everyRow(planned, job)));
                    outcomes.put(test.file() + ":" + test.at().line(), text(result.outcome()) + rows);
                })));
        Collections.shuffle(tests, random);
        tests.forEach(Runnable::run);
        return outcomes;
    }

    private static String everyRow(PlannedPipeline pipeline, TestJob job) {
        StringBuilder all = new StringBuilder();
        for (TableShape shape : pipeline.tables()) {
            String table = shape.table().name();
            for (Kind kind : Kind.values()) {
                Stream stream = new Stream(table, kind);
                if (kind == Kind.REJECTS || (kind == Kind.LATE ? shape.isRead() : shape.isWritten())) {
                    all.append('\n').append(stream).append(' ').append(text(job.rows(stream)));
                }
            }
            if (shape.isWritten() && !pipeline.settlesEachRow()) {
                all.append("\nchanges of ").append(table).append(' ').append(text(job.changes(table)));
            }
        }
        return all.toString();
    }

    private static String text(Actual actual) {
        return actual.rows().stream()
                .map(row -> row.kind().orElse("") + Literal.shown(row.cells()))
                .toList()
                .toString();
    }

    private static String text(TestResult.Outcome outcome) {
        if (outcome instanceof TestResult.Failed failed) {
            List<String> differences = new ArrayList<>();
            failed.mismatches()
                    .forEach(mismatch -> differences.add(mismatch.difference().render(Look.PLAIN)));
            return "Failed" + differences;
        }
        return outcome.toString();
    }

    /** Keeps one processor busy. */
    private static final class Busy implements AutoCloseable {

        private final AtomicBoolean stop = new AtomicBoolean();
        private final Thread thread = new Thread(
                () -> {
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                },
                "busy");

        private Busy() {
            thread.setDaemon(true);
            if (KEEPS_BUSY) {
                thread.start();
            }
        }

        @Override
        public void close() {
            stop.set(true);
        }
    }
}
