package io.millrace.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessSignalsTest {

    @Test
    @Timeout(60)
    void theFirstSignalAsksAndTheSecondEnds() throws IOException, InterruptedException {
        // Given
        Process probe = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignalProbe.class.getName())
                .start();
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
