package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.example.ArrivalOracle;
import io.millrace.testing.example.Expected;
import io.millrace.testing.example.FraudOracle;
import io.millrace.testing.example.Oracle;
import io.millrace.testing.example.PaymentsOracle;
import io.millrace.testing.example.PizzaOracle;
import io.millrace.testing.example.RateLimitOracle;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.Expectation.Stream;
import io.millrace.testing.script.Expectation.Stream.Kind;
import io.millrace.testing.script.TestScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The examples on the whole of their files, or on made ones where their own input has no end, against a computation over
 * the same that knows no engine.
 */
class ExampleResultsIT {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final TestSession SESSION = new TestSession();

    @TempDir
    private Path copy;

    /** An example whose input is fixed. */
    @SuppressWarnings("ImmutableEnumChecker") // method references are values, only not marked so
    private enum Example {
        SESSIONS("sessions", Oracle::sessions),
        MOVING_AVERAGE("moving-average", Oracle::movingAverage),
        ENRICH("enrich", Oracle::enrich),
        FRAUD_JAVA("fraud-java", FraudOracle::fraud),
        PIZZA("pizza", PizzaOracle::pizza),
        DEDUP("dedup", Oracle::dedup),
        TOP("top", Oracle::top),
        PAYMENTS("payments", PaymentsOracle::payments);

        private final Path folder;
        private final Function<Path, Expected> oracle;

        Example(String folder, Function<Path, Expected> oracle) {
            this.folder = EXAMPLES.resolve(folder);
            this.oracle = oracle;
        }
    }

    @AfterAll
    static void end() {
        SESSION.close();
    }

    @ParameterizedTest
    @EnumSource
    void giveWhatAPlainComputationGives(Example example) throws IOException {
        // Given
        Expected expected = example.oracle.apply(example.folder.resolve("data"));
        copy(example.folder, "pipeline.sql", "millrace.yml", "data", "java");

        // When, then
        assertGives(expected);
        String readme = Files.readString(example.folder.resolve("README.md"));
        expected.inputs().forEach((table, input) -> assertThat(readme)
                .contains("| `%s` | %s |".formatted(table, input.account())));
        expected.results().forEach((table, rows) -> assertThat(readme)
                .contains("| `%s` | %,d rows".formatted(table, rows.size())));
    }

    @Test
    void rateLimitOverMadeCalls() throws IOException {
        // Given
        copy(EXAMPLES.resolve("rate-limit"), "pipeline.sql", "millrace.yml");
        Path data = Files.createDirectory(copy.resolve("data"));
        RateLimitOracle.write(data, seeded());

        // When, then
        Expected expected = RateLimitOracle.overLimit(data);
        assertThat(expected.inputs().values()).allMatch(calls -> calls.late() > 0);
        assertGives(expected);
    }

    @Test
    void enrichOnArrivalOverMadeArrivals() throws IOException {
        // Given
        copy(EXAMPLES.resolve("enrich-on-arrival"), "pipeline.sql", "millrace.yml", "java");
        ArrivalOracle made = ArrivalOracle.make(seeded());
        TestScript test = test(made.given(), List.of("enriched_orders"));
        List<List<@Nullable Object>> results = new ArrayList<>();

        // When
        TestResult result = SESSION.run(copy, test, (planned, job) -> results.addAll(rows(job, "enriched_orders")));

        // Then
        assertThat(result.outcome()).isNotInstanceOf(TestResult.Broken.class);
        assertThat(results).isNotEmpty().containsExactlyInAnyOrderElementsOf(made.enriched());
    }

    private static Random seeded() {
        long seed = Long.getLong("examples.seed", System.nanoTime());
        System.err.println("examples.seed=" + seed);
        return new Random(seed);
    }

    private void assertGives(Expected expected) throws IOException {
        // Given: event time stays where the last row left it, as it does in a run
        String given = expected.inputs().entrySet().stream()
                .map(input -> "  %s: ../data/%s%n"
                        .formatted(input.getKey(), input.getValue().file()))
                .collect(Collectors.joining());
        TestScript test = test("given:\n" + given, expected.results().keySet());
        Map<String, List<List<@Nullable Object>>> results = new HashMap<>();
        Map<String, Integer> late = new HashMap<>();
        Map<String, Integer> rejected = new HashMap<>();

        // When
        TestResult result = SESSION.run(copy, test, (planned, job) -> {
            expected.results().keySet().forEach(table -> results.put(table, rows(job, table)));
            expected.inputs().keySet().forEach(table -> {
                late.put(table, read(job, table, Kind.LATE).rows().size());
                rejected.put(table, read(job, table, Kind.REJECTS).rows().size());
            });
        });

        // Then
        assertThat(result.outcome()).isNotInstanceOf(TestResult.Broken.class);
        expected.results().forEach((table, rows) -> assertThat(results.get(table))
                .as(table)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(rows));
        expected.inputs().forEach((table, input) -> {
            assertThat(late).containsEntry(table, input.late());
            assertThat(rejected).containsEntry(table, input.rejected());
        });
    }

    /** Of an example, those parts that it has. */
    private void copy(Path example, String... parts) throws IOException {
        for (String part : parts) {
            Path from = example.resolve(part).toAbsolutePath();
            if (Files.isDirectory(from)) {
                Files.createSymbolicLink(copy.resolve(part), from);
            } else if (Files.exists(from)) {
                Files.copy(from, copy.resolve(part));
            }
        }
    }

    private TestScript test(String given, Collection<String> results) throws IOException {
        String rest =
                results.stream().map(table -> "  %s: any%n".formatted(table)).collect(Collectors.joining());
        Files.createDirectory(copy.resolve("tests"));
        Files.writeString(
                copy.resolve("tests").resolve("whole.yml"), "test: all\nopen: true\n" + given + "expect:\n" + rest);
        return TestSuite.load(List.of(copy), name -> true).tests().get(0);
    }

    private static Actual read(TestJob job, String table, Kind kind) {
        return job.rows(new Stream(table, kind));
    }

    private static List<List<@Nullable Object>> rows(TestJob job, String table) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        read(job, table, Kind.ROWS)
                .rows()
                .forEach(row -> rows.add(new ArrayList<>(row.cells().values())));
        return rows;
    }
}
