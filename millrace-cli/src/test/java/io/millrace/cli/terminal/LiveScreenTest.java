package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Draws on a pseudo terminal, which {@code script} of util-linux makes. */
@Timeout(120)
class LiveScreenTest {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String PROBE = "'%s' -cp '%s' %s %s; stty -a"
            .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    ScreenProbe.class.getName(),
                    "%s");

    @Test
    void drawsOnASecondScreenAndLeavesTheTerminalAsItWas() throws IOException, InterruptedException {
        String written = run("C.UTF-8", "screen");

        assertThat(written)
                .containsSubsequence(
                        "\033[?1049h",
                        "\033[?25l",
                        "\033[31ma … picture",
                        "100x30 true",
                        "\033[?25h",
                        "\033[?1049l",
                        "closed",
                        "columns 100;")
                .as("keys are echoed again")
                .contains(" echo ")
                .doesNotContain("-echo ");
    }

    @Test
    void whatTheEncodingHasNotIsReplaced() throws IOException, InterruptedException {
        assertThat(run("C", "screen")).contains("a ~ picture");
    }

    @Test
    void aProcessThatIsEndedFromInsideLeavesTheTerminalAsItWas() throws IOException, InterruptedException {
        assertThat(run("C.UTF-8", "exit"))
                .containsSubsequence("\033[?1049h", "a … picture", "\033[?25h", "\033[?1049l", "speed ")
                .contains(" echo ");
    }

    @Test
    void aLineIsDrawnInPlaceAndTakenAway() throws IOException, InterruptedException {
        assertThat(run("C.UTF-8", "line"))
                .containsSubsequence("before", "10 %", "2", "\033[K", "after")
                .doesNotContain("\033[?1049h")
                .contains(" echo ");
    }

    private static String run(String locale, String what) throws IOException, InterruptedException {
        assumeThat(Files.isExecutable(SCRIPT)).isTrue();
        List<String> words = System.getProperty("os.name").equals("Linux")
                ? List.of(SCRIPT.toString(), "-qec", PROBE.formatted(what), "/dev/null")
                : List.of(SCRIPT.toString(), "-q", "/dev/null", "sh", "-c", PROBE.formatted(what));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(Map.of("TERM", "xterm-256color", "SHELL", "/bin/sh", "LC_ALL", locale));
        Process process = builder.start();
        String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return written;
    }
}
