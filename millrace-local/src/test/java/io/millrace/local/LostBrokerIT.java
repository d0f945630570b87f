package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.local.PipelineStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostBrokerIT {

    @Test
    void aPipelineWhoseBrokerIsGoneIsNotWaitedFor(@TempDir Path directory) throws Exception {
        // Given
        Files.writeString(directory.resolve("pipeline.sql"), """
                CREATE TABLE orders (order_id STRING) WITH ('partitions' = '1');
                CREATE TABLE ids (order_id STRING) WITH ('partitions' = '1');
                INSERT INTO ids SELECT order_id FROM orders;
                """);
        Files.writeString(directory.resolve("millrace.yml"), "name: lost\n");
        Path data = directory.resolve("data");
        RunRequest request = new RunRequest(List.of(directory), data, OptionalInt.of(0), false, false);
        List<PipelineStatus> ended;
        try (LocalRun run = LocalRunner.start(request, new Quiet())) {
            // When
            Exit.halt(1, "no space left on device");
            ended = run.stop();
        }

        // Then
        assertThat(ended).singleElement().satisfies(status -> {
            assertThat(status.state()).isEqualTo(State.FAILED);
            assertThat(status.failure().orElseThrow().code()).isEqualTo(ErrorCode.DISK_FULL);
        });
        assertThat(savepoints(data)).as("tried in vain, and waited for").isEmpty();
    }

    private static List<Path> savepoints(Path data) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("pipelines"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("savepoint-"))
                    .toList();
        }
    }
}
