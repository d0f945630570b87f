package io.millrace.cli.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogsTest {

    private final Path folder;

    LogsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void writesToItsFileAndKeepsTheDirectoryPrivate() throws IOException {
        Path data = folder.resolve("data");

        try (Logs logs = new Logs()) {
            logs.open(data, "millrace", false);
            LoggerFactory.getLogger(LogsTest.class)
                    .atInfo()
                    .addKeyValue("topic", "orders")
                    .log("topic made");
        }

        assertThat(data.resolve("logs/millrace.log")).content().contains("INFO", "topic made topic=\"orders\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesNoTraceInSomebodysOwnDirectory() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "");

        try (Logs logs = new Logs()) {
            assertThatThrownBy(() -> logs.open(folder, "millrace", false))
                    .isInstanceOfSatisfying(MillraceException.class, refused -> assertThat(refused.code())
                            .isEqualTo(ErrorCode.USAGE))
                    .hasMessageContaining("it holds 'thesis.txt'");
        }

        assertThat(folder.resolve("logs")).doesNotExist();
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "");

        try (Logs logs = new Logs()) {
            assertThatThrownBy(() -> logs.open(file, "millrace", false))
                    .hasMessageContaining("[MR-3007]")
                    .hasMessageContaining(file.toString());
        }
    }
}
