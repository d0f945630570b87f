package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangedSimulatorIT {

    private final Path directory;

    ChangedSimulatorIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aTopicThatWasFedWithOtherEventsIsRefusedBeforeAnythingStarts() throws Exception {
        // Given
        Files.writeString(directory.resolve("pipeline.sql"), """
                CREATE TABLE orders (order_id STRING) WITH ('partitions' = '1');
                CREATE TABLE ids (order_id STRING) WITH ('partitions' = '1');
                INSERT INTO ids SELECT order_id FROM orders;
                """);
        settings("seed: 1");
        try (LocalRun run = start(false);
                Client client = new Client(run.bootstrapServers())) {
            client.read("ids", 1);
        }
        settings("seed: 2");

        for (boolean fresh : new boolean[] {false, true}) {
            // When
            assertThatThrownBy(() -> start(fresh).close())
                    // Then
                    .hasMessageContaining("millrace.yml:2:25: [MR-1012] topic 'orders' was fed with 'simulator shop,"
                            + " stream orders, rate 20, seed 1' so far")
                    .hasMessageContaining("--wipe");
        }
        settings("seed: 1");
        start(false).close();
    }

    private void settings(String seed) throws IOException {
        Files.writeString(
                directory.resolve("millrace.yml"),
                "name: changed\ntables: {orders: {feed: {simulator: shop, rate: 20, %s}}}\n".formatted(seed));
    }

    private LocalRun start(boolean fresh) {
        RunRequest request =
                new RunRequest(List.of(directory), directory.resolve("data"), OptionalInt.of(0), fresh, false);
        return LocalRunner.start(request, new Quiet());
    }
}
