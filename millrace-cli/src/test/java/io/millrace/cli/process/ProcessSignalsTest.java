package io.millrace.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessSignalsTest {

    private static final int TTOU = 22;

    /** From the background, {@code stty} would be stopped by it, and its parent with it. */
    @Test
    @Timeout(60)
    void aProcessMaySetItsTerminalBackFromTheBackground() throws IOException {
        // Given
        assumeThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
        Process probe = probe();
        try (BufferedReader said = probe.inputReader()) {
            said.readLine();

            // When
            String status = Files.readString(Path.of("/proc/" + probe.pid() + "/status"));

            // Then
            String ignored = status.replaceFirst("(?s).*\nSigIgn:\\s*(\\w+).*", "$1");
            assertThat(Long.parseUnsignedLong(ignored, 16) & 1L << (TTOU - 1)).isNotZero();
        } finally {
            probe.destroyForcibly();
        }
    }

    private static Process probe() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignalProbe.class.getName())
                .start();
    }

    @Test
    @Timeout(60)
    void theFirstSignalAsksAndTheSecondEnds() throws IOException, InterruptedException {
        // Given
        Process probe = probe();
        try (BufferedReader said = probe.inputReader()) {
            said.readLine();

            // When
            probe.toHandle().destroy();
            Set<String> afterFirst = Set.of(said.readLine(), said.readLine());
            probe.toHandle().destroy();

            // Then
            assertThat(afterFirst).containsExactlyInAnyOrder("first", "waited true");
            assertThat(said.readLine()).isEqualTo("second");
            assertThat(probe.waitFor()).isEqualTo(130);
        } finally {
            probe.destroyForcibly();
        }
    }
}
