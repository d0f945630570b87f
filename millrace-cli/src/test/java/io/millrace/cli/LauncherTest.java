package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher's checks, on a copy of it in a folder of its own, with a PATH that holds only what a test puts there. */
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "cut",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mv",
            "paste",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "sort",
            "stty",
            "tail",
            "tr");

    private final Path folder;
    private final Path tools;

    LauncherTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.tools = Files.createDirectory(folder.resolve("bin"));
        Files.copy(Path.of("..", "millrace"), folder.resolve("millrace"));
        for (String tool : TOOLS) {
            program(tool, "exec " + installed(tool) + " \"$@\"");
        }
    }

    @Test
    void refusesAJavaThatIsTooOld() throws IOException, InterruptedException {
        program("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        Ended ended = launch(Map.of());

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.said())
                .contains("java' is Java 11.0.2, and Millrace needs 17 or newer.")
                .contains("apt install openjdk-17-jdk");
    }

    @Test
    void refusesTheJavaEightWayOfCounting() throws IOException, InterruptedException {
        program("java", "echo 'java version \"1.8.0_292\"' >&2");

        assertThat(launch(Map.of()).said()).contains("is Java 1.8.0_292, and Millrace needs 17 or newer.");
    }

    @Test
    void saysThatThereIsNoJava() throws IOException, InterruptedException {
        Ended ended = launch(Map.of());

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.said()).contains("there is no Java on the PATH, and JAVA_HOME is not set");
    }

    @Test
    void saysThatJavaHomeIsWrong() throws IOException, InterruptedException {
        Ended ended = launch(Map.of("JAVA_HOME", "/nowhere"));

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.said()).contains("JAVA_HOME is '/nowhere', which has no bin/java");
    }

    @Test
    void saysThatThereIsNoMaven() throws IOException, InterruptedException {
        program("java", "echo 'openjdk version \"17.0.1\"' >&2");

        Ended ended = launch(Map.of());

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.said()).contains("there is no Maven (mvn) on the PATH", "apt install maven");
    }

    @Test
    void refusesAMavenThatIsTooOld() throws IOException, InterruptedException {
        program("java", "echo 'openjdk version \"17.0.1\"' >&2");
        program("mvn", "echo 'Apache Maven 3.6.3 (abc)'");

        assertThat(launch(Map.of()).said()).contains("is Maven 3.6.3, and Millrace needs 3.8.7 or newer");
    }

    @Test
    void aBuildThatFailsShowsItsErrorsAndWhereTheLogIs() throws IOException, InterruptedException {
        program("java", "echo 'openjdk version \"17.0.1\"' >&2");
        program("javac", "");
        program("mvn", """
                [ "$1" = -v ] && echo 'Apache Maven 3.10.0 (abc)' && exit
                echo '[INFO] noise'
                echo '[ERROR] Foo.java:[3,1] cannot find symbol'
                exit 1""");

        Ended ended = launch(Map.of());

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.said())
                .contains("The build failed:\n  Foo.java:[3,1] cannot find symbol\n")
                .contains("/.build/build.log")
                .doesNotContain("noise");
        assertThat(folder.resolve(".build/lock"))
                .as("the next launcher can build")
                .doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "check, bare.jar:/jars/planner.jar:/work/millrace-cli-1.jar:/jars/kafka.jar",
        "deploy, bare.jar:/jars/planner.jar:/work/millrace-cli-1.jar:/jars/kafka.jar",
        "run, /work/millrace-cli-1.jar:/jars/flink-table-planner-loader-2.jar:/jars/kafka.jar"
    })
    void commandsThatStartNoBrokerHaveThePlannerOnTheClassPath(String command, String classPath)
            throws IOException, InterruptedException {
        program("java", "[ \"$1\" = -version ] && echo 'openjdk version \"17.0.1\"' >&2 || echo \"$@\"");
        program("javac", "");
        program("mvn", """
                [ "$1" = -v ] && echo 'Apache Maven 3.10.0 (abc)' && exit
                mkdir -p millrace-cli/target millrace-bare/target millrace-job/target
                : >millrace-job/target/millrace-job-1.jar
                echo /jars/flink.jar >millrace-job/target/flink-class-path
                : >millrace-cli/target/millrace-cli-1.jar
                : >millrace-bare/target/millrace-bare-1.jar
                echo /jars/flink-table-planner-loader-2.jar:/jars/kafka.jar >millrace-cli/target/class-path
                echo /jars/planner.jar >millrace-bare/target/class-path""");

        Ended ended = launch(Map.of(), command);

        assertThat(ended.said().replaceAll("[^\\s:]+/\\.build/app-1", "/work"))
                .contains(
                        "-cp " + classPath.replace("bare.jar", "/work/millrace-bare-1.jar") + " io.millrace.cli.Main");
        assertThat(ended.exitCode()).isZero();
    }

    private Ended launch(Map<String, String> environment) throws IOException, InterruptedException {
        return launch(environment, "--version");
    }

    private Ended launch(Map<String, String> environment, String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", folder.resolve("millrace").toString(), command);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path installed(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private record Ended(int exitCode, String said) {}
}
