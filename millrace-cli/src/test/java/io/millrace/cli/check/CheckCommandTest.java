package io.millrace.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.FakeTime;
import io.millrace.cli.Main;
import io.millrace.cli.Screen;
import io.millrace.cli.log.Logs;
import io.millrace.cli.process.ClassArchive;
import io.millrace.cli.process.Surroundings;
import io.millrace.flink.job.PlanCache;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people and scripts are told; what can be wrong is in the corpus of broken pipelines. */
class CheckCommandTest {

    private static final String SCRIPT = """
            CREATE TABLE numbers (n INT);
            CREATE TABLE doubled (n INT);
            INSERT INTO doubled SELECT 2 * n FROM numbers;
            """;
    private static final String WARNED = SCRIPT + "CREATE TABLE tripled (n INT);\n";

    private final FakeTime time = new FakeTime();
    private final Screen screen = Screen.pipe();

    @TempDir
    private Path folder;

    @Test
    void whatIsFineIsSaidToBe() throws IOException {
        // Given
        write("doubled", SCRIPT);

        // When
        int exitCode = check(folder.resolve("doubled").toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(screen.out()).isEqualTo("Checked 1 pipeline: nothing to mend.\n");
        assertThat(screen.err()).isEmpty();
        assertThat(folder.resolve("doubled").resolve(".millrace"))
                .as("nothing was started")
                .doesNotExist();
    }

    /** A Java without the module of the compiler is what a JRE is. */
    @Test
    @Timeout(180)
    void aJavaThatCannotCompileIsNamed() throws IOException, InterruptedException {
        // Given
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules",
                "java.se,jdk.unsupported,jdk.management",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "check",
                Path.of("..", "examples", "fraud-java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(option -> command.add(1, option));

        // When
        Path said = folder.resolve("said");
        Process check = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            check.waitFor();
        } finally {
            check.destroyForcibly();
        }

        // Then
        assertThat(said)
                .content()
                .contains("[MR-1066] the pipeline has Java to compile, and the Java in \""
                        + System.getProperty("java.home") + "\" has no compiler: it is a JRE");
        assertThat(check.exitValue()).isEqualTo(3);
    }

    @Test
    void aWarningIsShownAndIsNoFailure() throws IOException {
        // Given
        write("doubled", WARNED);

        // When
        int exitCode = check(folder.resolve("doubled").toString());

        // Then
        assertThat(exitCode).isZero();
        assertThat(screen.err()).contains("pipeline.sql:4:14: [MR-4005] ", "             ^\n", "  Fix: ");
        assertThat(screen.out()).isEqualTo("Checked 1 pipeline: 0 problems, 1 warning.\n");
    }

    @Test
    void everyPipelineBelowAFolderIsChecked() throws IOException {
        // Given
        write("some/doubled", WARNED);
        write("some/broken", SCRIPT.replace("2 * n", "2 * m"));
        write("some/tests", "not a pipeline");

        // When
        int exitCode = check(folder.toString());

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).contains("[MR-1005]", "[MR-4005]");
        assertThat(screen.out()).isEqualTo("Checked 2 pipelines: 1 problem, 1 warning.\n");
    }

    @Test
    void problemsOfTheSettingsDoNotHideThoseOfTheScript() throws IOException {
        // Given
        write("doubled", SCRIPT.replace("2 * n", "2 * m"));
        Files.writeString(folder.resolve("doubled").resolve("millrace.yml"), "delivry: exactly-once\n");

        // When
        check(folder.resolve("doubled").toString());

        // Then
        assertThat(screen.err()).contains("[MR-1002]", "[MR-1005]");
    }

    @Test
    void programsGetOneObjectForEach() throws IOException {
        // Given
        write("some/doubled", WARNED);
        write("some/broken", SCRIPT.replace("2 * n", "2 * m"));

        // When
        int exitCode = check("--json", folder.toString());

        // Then
        assertThat(exitCode).isEqualTo(3);
        assertThat(screen.err()).isEmpty();
        assertThat(screen.outLines()).hasSize(3);
        assertThat(screen.outLines().get(0)).contains("\"type\":\"problem\"", "\"code\":\"MR-1005\"", "\"line\":3");
        assertThat(screen.outLines().get(1)).contains("\"type\":\"warning\"", "\"code\":\"MR-4005\"", "\"column\":14");
        assertThat(screen.outLines().get(2))
                .contains("\"type\":\"checked\"", "\"pipelines\":2,\"problems\":1,\"warnings\":1");
    }

    @Test
    void aFolderWithoutPipelinesIsToldSo() {
        assertThat(check(folder.toString())).isEqualTo(3);
        assertThat(screen.err()).contains("[MR-1010]", "has no pipeline.sql");
    }

    private void write(String pipeline, String script) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(pipeline));
        Files.writeString(directory.resolve("pipeline.sql"), script);
    }

    private int check(String... words) {
        Surroundings surroundings = new Surroundings(
                screen.asTerminal(), time, new Logs(), (first, second) -> time, new ClassArchive(Optional.empty()));
        return new CommandLine(new CheckCommand(surroundings, PlanCache.none())).execute(words);
    }
}
