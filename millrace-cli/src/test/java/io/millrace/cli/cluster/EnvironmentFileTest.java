package io.millrace.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.machine.ClusterAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    @TempDir
    private Path folder;

    @Test
    void onlyFilesThatWereWrittenForTheClusterAreForgotten() throws IOException {
        // Given
        ClusterAddresses gone = addresses("cluster");
        ClusterAddresses other = addresses("other");
        new EnvironmentFile(folder.resolve("cluster.yml")).write(gone);
        new EnvironmentFile(folder.resolve("other.yml")).write(other);
        Path ownChange = folder.resolve("changed.yml");
        new EnvironmentFile(ownChange).write(gone);
        Files.writeString(ownChange, Files.readString(ownChange) + "checkpoint: 100ms\n");
        Files.write(folder.resolve("latin.yml"), new byte[] {'#', (byte) 0xE4, '\n'});
        Files.createDirectories(folder.resolve("folder.yml"));

        // When, Then
        assertThat(EnvironmentFile.forget(folder, gone)).containsExactly(folder.resolve("cluster.yml"));
        assertThat(folder.resolve("cluster.yml")).doesNotExist();
        assertThat(folder.resolve("other.yml")).exists();
        assertThat(ownChange).exists();
    }

    @Test
    void whereThereIsNoFolderNothingIsForgotten() {
        assertThat(EnvironmentFile.forget(folder.resolve("none"), addresses("cluster")))
                .isEmpty();
    }

    private ClusterAddresses addresses(String name) {
        return new ClusterAddresses("127.0.0.1:9092", "http://127.0.0.1:8081", folder.resolve(name), 1);
    }
}
