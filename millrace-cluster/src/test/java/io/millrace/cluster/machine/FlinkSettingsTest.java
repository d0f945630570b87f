package io.millrace.cluster.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of Flink that users give to a cluster. */
class FlinkSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void theyGoOverOurs() throws IOException {
        // When
        nodes(shape().with(1, Map.of("taskmanager.numberOfTaskSlots", "3", "s3.endpoint", "http://it's:9000")))
                .writeConfiguration();

        // Then
        assertThat(Files.readString(
                        new ClusterDirectory(folder).flinkConfiguration().resolve("config.yaml")))
                .contains("taskmanager.numberOfTaskSlots: '3'", "s3.endpoint: 'http://it''s:9000'");
    }

    @Test
    void theyAreKeptUntilAnEmptyOneTakesThemBack() throws IOException {
        // Given
        shape().with(1, Map.of("s3.region", "eu-1", "s3.endpoint", "http://s3:9000"))
                .write(folder);

        // When
        ClusterShape kept = ClusterShape.read(folder).orElseThrow();

        // Then
        assertThat(kept.flink()).hasSize(2);
        assertThat(kept.with(1, Map.of("s3.region", "")).flink())
                .containsExactly(Map.entry("s3.endpoint", "http://s3:9000"));
    }

    @Test
    void whatCannotWorkIsRefused() throws IOException {
        FlinkNodes ownPort = nodes(shape().with(1, Map.of("rest.port", "9999")));
        FlinkNodes noSize = nodes(shape().with(1, Map.of("jobmanager.memory.process.size", "lots")));

        assertThatThrownBy(ownPort::refuseUnusable).hasMessageContaining("rest.port is set by the cluster itself");
        assertThatThrownBy(noSize::refuseUnusable).hasMessageContaining("jobmanager.memory.process.size");
        nodes(shape()).refuseUnusable();
    }

    private FlinkNodes nodes(ClusterShape shape) throws IOException {
        ClusterDirectory directory = new ClusterDirectory(folder);
        directory.make();
        return new FlinkNodes(shape, directory);
    }

    private static ClusterShape shape() throws IOException {
        try (ClusterPorts ports = new ClusterPorts(0)) {
            return ClusterShape.plan(1, 1, ports, Fronts.NONE);
        }
    }
}
