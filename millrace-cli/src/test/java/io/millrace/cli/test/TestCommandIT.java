package io.millrace.cli.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Screen;
import io.millrace.cli.error.Failures;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.flink.job.PlanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on the real job: what a user sees, finds in files, and scripts are told. */
class TestCommandIT {

    private static final String SCRIPT = """
            CREATE TABLE numbers (n INT);
            CREATE TABLE doubled (n INT);
            INSERT INTO doubled SELECT 2 * n FROM numbers;
            """;

    private static final String TESTS = """
            test: numbers are doubled
            given:
              numbers: [{n: 1}, {n: 2}]
            expect:
              doubled: [{n: 2}, {n: 4}]
            ---
            test: this one is wrong
            given:
              numbers: [{n: 3}]
            expect:
              # what we thought
              doubled:
                - {n: 7}
            """;

    private final FakeTime time = new FakeTime();
    private Screen screen = Screen.pipe();

    @TempDir
    private Path folder;

    private Path tests;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("pipeline.sql"), SCRIPT);
        tests = Files.createDirectory(folder.resolve("tests")).resolve("doubled.yml");
        Files.writeString(tests, TESTS);
    }

    @Test
    void aTestThatFailsShowsTheDifference() {
        // When
        int exitCode = run();

        // Then
        assertThat(exitCode).isEqualTo(4);
        assertThat(screen.out())
                .contains("  ok    numbers are doubled", "  FAIL  this one is wrong")
                .containsPattern("doubled.yml:1[234]: doubled: 1 row is missing, 1 is unexpected")
                .containsPattern("expected .*7")
                .contains("2 tests: 1 passed, 1 failed.");
    }

    @Test
    void onlyTheTestsThatAreAskedForAreRun() {
        // When
        int exitCode = run("--filter", "DOUBLED");

        // Then
        assertThat(exitCode).isZero();
        assertThat(screen.out()).contains("1 test: 1 passed.").doesNotContain("wrong");
    }

    @Test
    void anUpdateWritesWhatCameAndKeepsComments() throws IOException {
        // When
        int updating = run("--update");
        String updated = Files.readString(tests);
        screen = Screen.pipe();
        int again = run();

        // Then
        assertThat(updating).isZero();
        assertThat(updated).isEqualTo(TESTS.replace("n: 7", "n: 6"));
        assertThat(again).as(screen.out()).isZero();
    }

    @Test
    void aFileThatCannotBeUpdatedKeepsNoOtherFromIt() throws IOException {
        // Given
        String anchored = """
                test: a row that stands elsewhere too
                steps:
                  - given: {numbers: [{n: 3}]}
                  - expect: {doubled: [&row {n: 7}]}
                  - expect: {doubled: [*row]}
                """;
        Path other = Files.writeString(tests.resolveSibling("anchored.yml"), anchored);

        // When
        int exitCode = run("--update");

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(tests).content().isEqualTo(TESTS.replace("n: 7", "n: 6"));
        assertThat(other).content().isEqualTo(anchored);
        assertThat(screen.out()).contains("3 tests: 1 passed, 2 failed.", "Updated " + tests);
        assertThat(screen.err()).contains("cannot be rewritten where they stand");
    }

    @Test
    void programsAreToldInJsonAndXml() throws IOException {
        // When
        Path xml = folder.resolve("reports").resolve("tests.xml");
        int exitCode = run("--json", "--junit-xml", xml.toString());

        // Then
        assertThat(exitCode).isEqualTo(4);
        assertThat(screen.outLines()).hasSize(3).allMatch(line -> line.startsWith("{\"type\":\"test"));
        assertThat(screen.out()).contains("\"outcome\":\"passed\"", "\"missing\":1", "\"wanted\":2");
        assertThat(xml).content().contains("tests=\"2\"", "failures=\"1\"", "numbers are doubled");
    }

    @Test
    void whatIsWrongInATestFileIsToldAndTheOtherTestsAreRun() throws IOException {
        // Given
        Files.writeString(tests, TESTS.replace("- {n: 7}", "- {m: 6}"));

        // When
        int exitCode = run();

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.out()).contains("  ok    numbers are doubled");
        assertThat(screen.err()).containsPattern("doubled.yml:13:\\d+: \\[MR-\\d+\\].*m");
    }

    @Test
    void aPipelineThatCannotBeIsToldOnce() throws IOException {
        // Given
        Files.writeString(folder.resolve("pipeline.sql"), SCRIPT.replace("2 * n", "2 * m"));

        // When
        int exitCode = run();

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).containsOnlyOnce("[MR-1005]");
        assertThat(screen.out()).containsOnlyOnce("for the same reason as a test above");
    }

    @Test
    void aFilterThatFitsNothingIsWrongUsage() {
        assertThat(run("--filter", "tripled")).isEqualTo(2);
        assertThat(screen.err()).contains("no test has a name with 'tripled'");
    }

    @Test
    void aFolderWithoutTestsIsToldSo() throws IOException {
        // Given
        Files.delete(tests);

        // When
        int exitCode = run();

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).contains("has no tests", "Fix: ");
    }

    private int run(String... options) {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        List<String> words = new ArrayList<>(List.of(options));
        words.add(folder.toString());
        Failures failures = new Failures(surroundings.terminal(), time, surroundings.logs());
        return new CommandLine(new TestCommand(surroundings, PlanCache.none()))
                .setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure, false, false))
                .execute(words.toArray(String[]::new));
    }
}
