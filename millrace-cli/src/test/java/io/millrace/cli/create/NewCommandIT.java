package io.millrace.cli.create;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.error.Failures;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.run.LocalCheck;
import io.millrace.testing.TestResult;
import io.millrace.testing.TestRunner;
import io.millrace.testing.TestSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code new} writes is checked and tested as a user would. */
class NewCommandIT {

    private final FakeTime time = new FakeTime();
    private final Screen screen = Screen.pipe();

    @TempDir
    private Path folder;

    @Test
    void whatItWritesHasNothingToMendAndPassesItsTests() {
        // When
        int exitCode = create(folder.resolve("page-visits").toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(screen.out())
                .contains("page-visits/pipeline.sql", "page-visits/tests/visits.yml", "millrace check ");
        assertThat(folder.resolve("page-visits").resolve("millrace.yml"))
                .content()
                .contains("name: page-visits\n");
        assertThat(LocalCheck.of(List.of(folder.resolve("page-visits")), PlanCache.none()))
                .isEmpty();
        assertThat(test("page-visits")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fraud", "shop/clicks", "spend"})
    void aCopyOfAnExampleHasNoProblemAndPassesItsTests(String example) {
        // When
        int exitCode = create("--from", example, folder.resolve("mine").toString());

        // Then
        assertThat(exitCode).as(screen.err()).isZero();
        assertThat(LocalCheck.of(List.of(folder.resolve("mine")), PlanCache.none()))
                .allMatch(problem -> problem.code().isWarning());
        assertThat(test("mine")).isNotEmpty();
        assertThat(folder.resolve("mine").resolve("README.md")).doesNotExist();
    }

    @Test
    void aCopyIsAPipelineOfItsOwnName() throws IOException {
        // When
        create("--from", "shop/spend", folder.resolve("mine").toString());

        // Then
        assertThat(Files.readString(folder.resolve("mine").resolve("millrace.yml")))
                .startsWith("name: mine\n");
    }

    @Test
    void nothingThatExistsIsChanged() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("mine"));

        // When
        int exitCode = create(folder.resolve("mine").toString());

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err()).contains("mine' exists already");
        assertThat(folder.resolve("mine")).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            My Visits              | 'My Visits' cannot be a pipeline's name
            mine --from fruad      | write 'fraud' if that was meant
            mine --from everything | there is no example 'everything'
            """)
    void wrongUsageWritesNothing(String line, String message) {
        // Given
        int option = line.indexOf(" --from ");
        String name = option < 0 ? line : line.substring(0, option);
        String target = folder.resolve(name).toString();

        // When
        int exitCode = option < 0 ? create(target) : create(target, "--from", line.substring(option + 8));

        // Then
        assertThat(exitCode).isEqualTo(2);
        assertThat(screen.err()).contains(message);
        assertThat(folder).isEmptyDirectory();
    }

    private List<TestResult> test(String pipeline) {
        TestSuite suite = TestSuite.load(List.of(folder.resolve(pipeline)), name -> true);
        List<TestResult> results = TestRunner.run(suite, PlanCache.none(), result -> {}, () -> false);
        assertThat(results)
                .allSatisfy(
                        result -> assertThat(result.outcome()).as(result.name()).isInstanceOf(TestResult.Passed.class));
        return results;
    }

    private int create(String... words) {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        Failures failures = new Failures(surroundings.terminal(), time, surroundings.logs());
        return new CommandLine(new NewCommand(surroundings, Path.of("..", "examples")))
                .setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure, false, false))
                .execute(words);
    }
}
