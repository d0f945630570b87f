package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.SourceLocation;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingPlacesTest {

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
    }

    @Test
    void aKeyIsFoundInTheFileThatWins() {
        // Given
        files.write("orders/millrace.yml", "parallelism: 2\ntables:\n  orders: {partitions: 2, retention: 1d}\n");
        files.write("orders/env/local.yml", "tables:\n  orders: {partitions: 4}\n");

        // When
        SettingPlaces places = SettingPlaces.of(files.load("orders"), EnvironmentFiles.LOCAL);

        // Then
        assertThat(places.find("tables", "orders", "partitions"))
                .map(SourceLocation::toString)
                .map(files::relative)
                .contains("orders/env/local.yml:2:12");
        assertThat(places.find("tables", "orders", "retention"))
                .map(SourceLocation::toString)
                .map(files::relative)
                .contains("orders/millrace.yml:3:27");
        assertThat(places.find("tables", "payments", "retention")).isEmpty();
        assertThat(places.find("parallelism", "deeper")).isEmpty();
    }

    @Test
    void aPipelineWithoutSettingsHasNoPlaces() {
        assertThat(SettingPlaces.of(files.load("orders"), EnvironmentFiles.LOCAL)
                        .find("delivery"))
                .isEmpty();
    }
}
