package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.example.Expected;
import io.millrace.testing.example.FraudOracle;
import io.millrace.testing.example.Oracle;
import io.millrace.testing.example.PizzaOracle;
import io.millrace.testing.run.TestJob;
import io.millrace.testing.script.Expectation.Stream;
import io.millrace.testing.script.Expectation.Stream.Kind;
import io.millrace.testing.script.TestScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples on the whole of their files, against a computation over the same files that knows no engine. */
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
        TOP("top", Oracle::top);

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
        TestScript test = wholeInput(example, expected);
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
        String readme = Files.readString(example.folder.resolve("README.md"));
        expected.inputs().forEach((table, input) -> {
            assertThat(late).containsEntry(table, input.late());
            assertThat(rejected).containsEntry(table, input.rejected());
            assertThat(readme).contains("| `%s` | %s |".formatted(table, input.account()));
        });
        expected.results().forEach((table, rows) -> assertThat(readme)
                .contains("| `%s` | %,d rows".formatted(table, rows.size())));
    }

    /** A test of the example that gives its files; event time stays where the last row left it, as it does in a run. */
    private TestScript wholeInput(Example example, Expected expected) throws IOException {
        for (String name : List.of("pipeline.sql", "millrace.yml")) {
            Files.copy(example.folder.resolve(name), copy.resolve(name));
        }
        for (String name : List.of("data", "java")) {
            if (Files.exists(example.folder.resolve(name))) {
                Files.createSymbolicLink(
                        copy.resolve(name), example.folder.resolve(name).toAbsolutePath());
            }
        }
        Files.createDirectory(copy.resolve("tests"));
        String given = expected.inputs().entrySet().stream()
                .map(input -> "  %s: ../data/%s%n"
                        .formatted(input.getKey(), input.getValue().file()))
                .collect(Collectors.joining());
        String rest = expected.results().keySet().stream()
                .map(table -> "  %s: any%n".formatted(table))
                .collect(Collectors.joining());
        Files.writeString(
                copy.resolve("tests").resolve("whole.yml"),
                "test: all%nopen: true%ngiven:%n%sexpect:%n%s".formatted(given, rest));
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
