package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.local.PipelineStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadRecordsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String ORDER = "{\"order_id\":\"1\"}";

    @TempDir
    private Path directory;

    /** Of a partition that was empty at the start: its position is a number all the same. */
    @Test
    void recordsThatWereDeletedUnreadAreTold() throws Exception {
        // Given
        RunRequest reading = request("reading", """
                CREATE TABLE orders (order_id STRING) WITH ('partitions' = '2');
                CREATE TABLE ids (order_id STRING) WITH ('partitions' = '1');
                INSERT INTO ids SELECT order_id FROM orders;
                """);
        RunRequest another = request("another", """
                CREATE TABLE others (order_id STRING) WITH ('partitions' = '1');
                CREATE TABLE other_ids (order_id STRING) WITH ('partitions' = '1');
                INSERT INTO other_ids SELECT order_id FROM others;
                """);
        try (LocalRun run = LocalRunner.start(reading, new Quiet());
                Client client = new Client(run.bootstrapServers())) {
            client.send("orders", 0, null, ORDER);
            client.flush();
            assertThat(client.read("ids", 1)).hasSize(1);
            assertThat(run.stop()).allMatch(status -> status.state() == State.STOPPED);
        }
        try (LocalRun run = LocalRunner.start(another, new Quiet());
                Client client = new Client(run.bootstrapServers())) {
            client.send("orders", 1, null, ORDER);
            client.flush();
            deleteAll(run.bootstrapServers());
        }

        // When
        try (LocalRun run = LocalRunner.start(reading, new Quiet())) {
            await().atMost(PATIENCE)
                    .until(() -> run.status().stream().allMatch(status -> status.state() == State.FAILED));

            // Then
            assertThat(run.status()).singleElement().satisfies(status -> {
                assertThat(status.failure().orElseThrow().code()).isEqualTo(ErrorCode.PIPELINE_FAILED);
                assertThat(status.failure().orElseThrow().message())
                        .contains("deleted before it read them", "orders-1");
            });
        }
    }

    private RunRequest request(String name, String sql) throws IOException {
        Path pipeline = Files.createDirectories(directory.resolve(name));
        Files.writeString(pipeline.resolve("pipeline.sql"), sql);
        return new RunRequest(List.of(pipeline), directory.resolve("data"), OptionalInt.of(0), false, false);
    }

    private static void deleteAll(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.deleteRecords(Map.of(new TopicPartition("orders", 1), RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();
        }
    }
}
