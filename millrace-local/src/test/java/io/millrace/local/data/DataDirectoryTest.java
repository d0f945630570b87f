package io.millrace.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private final Path root;

    DataDirectoryTest(@TempDir Path directory) {
        this.root = directory.resolve(".millrace");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForTheUserAloneAndOutOfRepositories() throws Exception {
        try (DataDirectory data = DataDirectory.open(root)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.root())))
                    .isEqualTo("rwx------");
            assertThat(root.resolve(".gitignore")).content().contains("\n*\n");
            assertThat(data.kafka()).isDirectory();
        }
    }

    @Test
    void refusesASecondUserAndSaysWhereTheFirstIs() {
        // Given
        try (DataDirectory first = DataDirectory.open(root)) {
            first.announce("127.0.0.1:19092");

            // When
            assertThatThrownBy(() -> DataDirectory.open(root))
                    // Then
                    .hasMessageContaining("[MR-3004]")
                    .hasMessageContaining("127.0.0.1:19092")
                    .hasMessageContaining("--data DIR");
        }
    }

    @Test
    void tellsOthersWhereItIsReachedOnlyWhileItRuns() {
        // Given
        try (DataDirectory data = DataDirectory.open(root)) {
            data.announce("127.0.0.1:19092");
            assertThat(DataDirectory.running(root)).map(Endpoints::kafka).contains("127.0.0.1:19092");
        }

        // Then
        assertThat(DataDirectory.running(root)).isEmpty();
    }

    @Test
    void takesEndpointsOfADeadProcessForStale() throws Exception {
        // Given
        Files.createDirectories(root);
        ProcessHandle self = ProcessHandle.current();
        new Endpoints("127.0.0.1:9092", self.pid(), 1).write(root.resolve("run.json"));

        // Then
        assertThat(DataDirectory.running(root))
                .as("the same process id, but another process")
                .isEmpty();
    }

    @Test
    void wipesDataButNeitherLogsNorItsLock() throws Exception {
        // Given
        try (DataDirectory data = DataDirectory.open(root)) {
            Files.writeString(data.pipeline("orders").resolve("plan.json"), "{}");
            Files.writeString(data.kafka().resolve("meta.properties"), "version=1");
            Files.writeString(data.logs().resolve("millrace.log"), "started");

            // When
            data.wipe();

            // Then
            assertThat(data.kafka()).isEmptyDirectory();
            assertThat(root.resolve("pipelines")).isEmptyDirectory();
            assertThat(data.logs().resolve("millrace.log")).exists();
            assertThatThrownBy(() -> DataDirectory.open(root)).hasMessageContaining("[MR-3004]");
        }
    }

    @Test
    void doesNotFollowLinksWhenItWipes() throws Exception {
        // Given
        Path elsewhere = Files.createDirectories(root.resolveSibling("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "keep me");
        try (DataDirectory data = DataDirectory.open(root)) {
            Files.createSymbolicLink(data.kafka().resolve("link"), elsewhere);

            // When
            data.wipe();
        }

        // Then
        assertThat(precious).exists();
    }

    @Test
    void refusesADirectoryOfSomebodyElse() throws Exception {
        // Given
        Path home = Files.createDirectories(root.resolveSibling("home"));
        Files.writeString(home.resolve("thesis.tex"), "");

        // When
        assertThatThrownBy(() -> DataDirectory.open(home))
                // Then
                .as("a mistyped --data must not become ours, to be wiped one day")
                .hasMessageContaining("[MR-1101]")
                .hasMessageContaining("'thesis.tex'");
        assertThat(home.resolve("lock")).doesNotExist();
    }

    @Test
    void forgetsOnePipelineAndKeepsTheOthers() throws Exception {
        // Given
        try (DataDirectory data = DataDirectory.open(root)) {
            Files.writeString(data.pipeline("orders").resolve("plan.json"), "{}");
            Files.writeString(data.pipeline("alerts").resolve("plan.json"), "{}");

            // When
            data.forget("orders");

            // Then
            assertThat(root.resolve("pipelines/orders")).doesNotExist();
            assertThat(root.resolve("pipelines/alerts/plan.json")).exists();
        }
    }

    @Test
    void refusesNamesThatLeadOutOfTheDirectory() {
        try (DataDirectory data = DataDirectory.open(root)) {
            assertThatThrownBy(() -> data.forget("../kafka")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void saysHowMuchSpaceIsMissing() {
        try (DataDirectory data = DataDirectory.open(root)) {
            assertThatThrownBy(() -> data.checkSpace(1L << 60))
                    .hasMessageContaining("[MR-3006]")
                    .hasMessageContaining("1099511627776 MiB are needed");
        }
    }
}
