package io.millrace.flink.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStateTest {

    private final Path directory;

    JobStateTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aNewPipelineHasNothingToRestore() {
        // When
        JobState state = JobState.open(StateFile.of(directory));

        // Then
        assertThat(state.restorePoint()).isEmpty();
        assertThat(state.storedPlan()).isEmpty();
        assertThat(directory.resolve("checkpoints")).isDirectory();
    }

    @Test
    void theNewestOfCheckpointsAndSavepointsIsRestored() throws Exception {
        // Given
        checkpoint("checkpoints/chk-9", 9);
        Path savepoint = checkpoint("savepoints/savepoint-a", 11);
        checkpoint("checkpoints/chk-10", 10);

        // When
        Optional<RestorePoint> point = JobState.open(StateFile.of(directory)).restorePoint();

        // Then
        assertThat(point).contains(new RestorePoint(StateFile.of(savepoint), 11, false));
    }

    @Test
    void aCheckpointAfterTheLastCleanStopCounts() throws Exception {
        // Given
        Path savepoint = checkpoint("savepoints/savepoint-a", 11);
        JobState.open(StateFile.of(directory)).stoppedCleanly(StateFile.of(savepoint));
        boolean afterStop = JobState.open(StateFile.of(directory))
                .restorePoint()
                .orElseThrow()
                .isCleanStop();

        // When
        Path checkpoint = checkpoint("checkpoints/chk-12", 12);
        RestorePoint point =
                JobState.open(StateFile.of(directory)).restorePoint().orElseThrow();

        // Then
        assertThat(afterStop).isTrue();
        assertThat(point)
                .as("the run after the clean stop got further, and then crashed")
                .isEqualTo(new RestorePoint(StateFile.of(checkpoint), 12, false));
    }

    @Test
    void aCheckpointThatACrashCutOffIsPassedOver() throws Exception {
        // Given
        Path whole = checkpoint("checkpoints/chk-1", 1);
        Files.createDirectories(directory.resolve("checkpoints/chk-2"));

        // When
        JobState state = JobState.open(StateFile.of(directory));

        // Then
        assertThat(state.restorePoint()).contains(new RestorePoint(StateFile.of(whole), 1, false));
    }

    @Test
    void goingOnBehindADamagedCheckpointIsRefused() throws Exception {
        // Given
        Path whole = checkpoint("checkpoints/chk-1", 1);
        Path torn = tear(checkpoint("checkpoints/chk-2", 2));

        // When
        assertThatThrownBy(() -> JobState.open(StateFile.of(directory)))
                // Then
                .as("results since checkpoint 1 would come twice")
                .hasMessageContaining("[MR-2003] \"" + torn + "\" is damaged")
                .hasMessageContaining("--fresh")
                .hasMessageContaining("to go on from \"" + whole + "\"");
    }

    @Test
    void startingAnewUnaskedIsRefusedWhenTheOnlySavepointIsDamaged() throws Exception {
        // Given
        Path torn = tear(checkpoint("savepoints/savepoint-a", 2));

        // When
        assertThatThrownBy(() -> JobState.open(StateFile.of(directory)))
                // Then
                .hasMessageContaining("[MR-2003] \"" + torn + "\" is damaged")
                .hasMessageContaining("--fresh");
    }

    @Test
    void damageToAnOlderCheckpointDoesNoHarm() throws Exception {
        // Given
        tear(checkpoint("checkpoints/chk-9", 9));
        Path newest = checkpoint("checkpoints/chk-10", 10);

        // When
        JobState state = JobState.open(StateFile.of(directory));

        // Then
        assertThat(state.restorePoint()).contains(new RestorePoint(StateFile.of(newest), 10, false));
    }

    private static Path tear(Path checkpoint) throws IOException {
        Path metadata = checkpoint.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        return Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void leftoversOfEarlierRunsAreRemoved() throws Exception {
        // Given
        checkpoint("checkpoints/chk-1", 1);
        Path restored = checkpoint("checkpoints/chk-2", 2);
        Files.createDirectories(directory.resolve("checkpoints/chk-3"));
        checkpoint("savepoints/savepoint-a", 1);
        Path shared = Files.createDirectories(directory.resolve("checkpoints/shared"));
        JobState state = JobState.open(StateFile.of(directory));

        // When
        state.removeLeftovers();

        // Then
        assertThat(restored.resolve("_metadata")).exists();
        assertThat(shared).as("may hold what the restored checkpoint refers to").exists();
        assertThat(children("checkpoints")).containsExactly("chk-2", "shared");
        assertThat(children("savepoints")).isEmpty();
    }

    @Test
    void aPlanCountsOnceItsRunHasTakenACheckpoint() throws Exception {
        // Given
        StoredPlan first = new StoredPlan("{\n}", "abc");
        StoredPlan second = new StoredPlan("{}", "def");
        JobState.open(StateFile.of(directory)).store(first);
        Optional<StoredPlan> beforeAnyCheckpoint =
                JobState.open(StateFile.of(directory)).storedPlan();
        checkpoint("checkpoints/chk-1", 1);
        JobState.open(StateFile.of(directory)).store(second);

        // When
        Optional<StoredPlan> ofFirstRun = JobState.open(StateFile.of(directory)).storedPlan();
        checkpoint("checkpoints/chk-2", 2);
        Optional<StoredPlan> ofSecondRun =
                JobState.open(StateFile.of(directory)).storedPlan();

        // Then
        assertThat(beforeAnyCheckpoint).isEmpty();
        assertThat(ofFirstRun)
                .as("the second run crashed before its first checkpoint, so the state is still the first run's")
                .contains(first);
        assertThat(ofSecondRun).contains(second);
    }

    @Test
    void aRunThatDidNotStopCleanlyIsKnownToTheNext() throws Exception {
        // Given
        JobState state = JobState.open(StateFile.of(directory));
        state.started("exactly-once");

        // When
        Optional<String> afterCrash = JobState.open(StateFile.of(directory)).interruptedDelivery();
        state.stoppedCleanly(StateFile.of(checkpoint("savepoints/savepoint-a", 1)));

        // Then
        assertThat(afterCrash).contains("exactly-once");
        assertThat(JobState.open(StateFile.of(directory)).wasInterrupted()).isFalse();
    }

    private Path checkpoint(String path, long id) throws IOException {
        Path made = Files.createDirectories(directory.resolve(path));
        CheckpointMetadata metadata = new CheckpointMetadata(
                id,
                List.of(),
                List.of(),
                CheckpointProperties.forCheckpoint(CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION));
        try (OutputStream out = Files.newOutputStream(made.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(metadata, out);
        }
        return made;
    }

    private List<String> children(String folder) throws IOException {
        try (var files = Files.list(directory.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
