package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.account.OutputAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipelines of {@code millrace demo}, on the simulator with its fixed seed. */
class ShopIT {

    private static final Path SHOP = Path.of("..", "examples", "shop");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Planted in the three hours before the start, one every 100 s. */
    private static final int FRAUDS_IN_THE_PAST = 108;

    @Test
    void catchesEveryPlantedFraudAndNothingElseAndAccountsForEveryRecord(@TempDir Path data) throws Exception {
        // Given
        List<Path> pipelines = Stream.of("clicks", "fraud", "payments", "spend")
                .map(SHOP::resolve)
                .toList();
        RunRequest request = new RunRequest(pipelines, data, OptionalInt.of(0), false, false);
        try (LocalRun run = LocalRunner.start(request, new Quiet());
                Client client = new Client(run.bootstrapServers())) {
            // When
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> run.status().stream().allMatch(ShopIT::hasCaughtUp));
            JsonNode score = score(client.read(
                    "fraud_score",
                    records ->
                            !records.isEmpty() && score(records).get("planted").asInt() >= FRAUDS_IN_THE_PAST));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> run.status().stream().allMatch(ShopIT::hasResults));
            List<PipelineStatus> stopped = run.stop();

            // Then
            assertThat(score.get("caught")).isEqualTo(score.get("planted"));
            assertThat(score.get("missed").asInt()).isZero();
            assertThat(score.get("false_alarms").asInt()).isZero();
            assertThat(stopped).allSatisfy(status -> {
                assertThat(status.state()).as(status.name()).isEqualTo(PipelineStatus.State.STOPPED);
                assertThat(status.account().isBalanced()).as(status.name()).isTrue();
            });
        }
    }

    private static JsonNode score(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            return JSON.readTree(
                    Objects.requireNonNull(records.get(records.size() - 1).value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The three past hours were played and read. */
    private static boolean hasCaughtUp(PipelineStatus status) {
        assertThat(status.failure()).isEmpty();
        return status.feeds().stream().allMatch(feed -> feed.total() > 0 && feed.fed() >= feed.total() - 100)
                && status.account().inputs().stream()
                        .allMatch(input -> input.lag().orElse(Long.MAX_VALUE) < 100);
    }

    private static boolean hasResults(PipelineStatus status) {
        assertThat(status.failure()).isEmpty();
        return status.account().outputs().stream()
                .mapToLong(OutputAccount::written)
                .allMatch(written -> written > 0);
    }
}
