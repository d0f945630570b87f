package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.core.account.PipelineAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on their real input, against what their READMEs promise. */
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration EPISODE_GAP = Duration.ofHours(6);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    @Test
    void giveExactlyWhatTheyPromise(@TempDir Path data) throws Exception {
        // Given
        RunRequest request = new RunRequest(
                List.of(EXAMPLES.resolve("sensors"), EXAMPLES.resolve("spend")), data, OptionalInt.of(0), false, false);
        try (LocalRun run = LocalRunner.start(request, new Quiet());
                Client client = new Client(run.bootstrapServers())) {
            await().atMost(PATIENCE).until(() -> run.status().stream().allMatch(ExamplesIT::isFed));
            awaitQuiet(run);

            // When
            JsonNode sensors = sensors(client);
            JsonNode spend = spend(client);
            List<PipelineStatus> stopped = run.stop();

            // Then
            JsonNode expectedSensors = expected("sensors");
            JsonNode expectedSpend = expected("spend");
            assertThat(sensors).isEqualTo(pick(expectedSensors, "alerts", "episodes", "scores"));
            assertThat(spend)
                    .isEqualTo(pick(expectedSpend, "lateOrderIds", "customer_hourly_spend", "customer_spend_so_far"));
            PipelineAccount ofSensors = stopped.get(0).account();
            PipelineAccount ofSpend = stopped.get(1).account();
            assertThat(input(ofSensors, "readings")).isEqualTo(expectedSensors.get("readings"));
            assertThat(input(ofSensors, "labels")).isEqualTo(expectedSensors.get("labels"));
            assertThat(input(ofSpend, "orders")).isEqualTo(expectedSpend.get("orders"));
            assertThat(written(ofSensors, "alerts"))
                    .isEqualTo(expectedSensors.get("alerts").asLong());
            assertThat(written(ofSpend, "customer_hourly_spend"))
                    .as("final results are written once")
                    .isEqualTo(expectedSpend.get("customer_hourly_spend").size());
            assertThat(written(ofSpend, "customer_spend_so_far"))
                    .isEqualTo(
                            expectedSpend.get("customer_spend_so_far_updates").asLong());
            assertThat(stopped).allSatisfy(status -> {
                assertThat(status.state()).isEqualTo(PipelineStatus.State.STOPPED);
                assertThat(status.account().isBalanced()).isTrue();
                assertThat(status.account().droppedBehindIntake())
                        .as("an operator dropped rows unseen")
                        .isEmpty();
            });
        }
    }

    private static boolean isFed(PipelineStatus status) {
        assertThat(status.failure()).isEmpty();
        return status.feeds().stream().allMatch(feed -> feed.total() > 0 && feed.fed() == feed.total())
                && status.feeds().stream()
                                .mapToLong(PipelineStatus.FeedStatus::total)
                                .sum()
                        == status.account().inputs().stream()
                                .mapToLong(InputAccount::read)
                                .sum();
    }

    /** Until the account has stood still for longer than a checkpoint and the news of it take. */
    private static void awaitQuiet(LocalRun run) {
        List<List<PipelineAccount>> last = new ArrayList<>(List.of(List.of()));
        await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> {
            List<PipelineAccount> now =
                    run.status().stream().map(PipelineStatus::account).toList();
            return now.equals(last.set(0, now));
        });
    }

    private static JsonNode sensors(Client client) throws Exception {
        ObjectNode found = JSON.createObjectNode();
        List<JsonNode> alerts = values(client, "alerts", 906);
        found.put("alerts", alerts.size());
        found.set("episodes", episodes(alerts));
        found.set("scores", JSON.valueToTree(latest(client, "scores").values()));
        return found;
    }

    /** Alerts less than six hours apart are one episode. */
    private static JsonNode episodes(List<JsonNode> alerts) throws Exception {
        List<LocalDateTime> times = alerts.stream()
                .map(alert -> LocalDateTime.parse(alert.get("alert_time").asText()))
                .sorted()
                .toList();
        List<List<LocalDateTime>> episodes = new ArrayList<>();
        LocalDateTime last = LocalDateTime.MIN;
        for (LocalDateTime time : times) {
            if (last.equals(LocalDateTime.MIN) || Duration.between(last, time).compareTo(EPISODE_GAP) >= 0) {
                episodes.add(new ArrayList<>());
            }
            episodes.get(episodes.size() - 1).add(time);
            last = time;
        }
        var found = JSON.createArrayNode();
        for (List<LocalDateTime> episode : episodes) {
            ObjectNode node = found.addObject();
            node.put("first_alert", text(episode.get(0)));
            node.put("last_alert", text(episode.get(episode.size() - 1)));
            node.put("alerts", episode.size());
            node.put("label", label(episode));
        }
        return found;
    }

    /** The labelled window that the episode meets, or null for a false alarm. */
    @SuppressWarnings("NullAway") // null is what the expectation has for a false alarm
    private static String label(List<LocalDateTime> episode) throws Exception {
        for (String line : Files.readAllLines(EXAMPLES.resolve("sensors/data/labels.csv"))) {
            String[] fields = line.split(",", -1);
            if (!fields[0].equals("label")
                    && !episode.get(0).isAfter(time(fields[2]))
                    && !episode.get(episode.size() - 1).isBefore(time(fields[1]))) {
                return fields[0];
            }
        }
        return null;
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static String text(LocalDateTime time) {
        return time + (time.getSecond() == 0 ? ":00.000" : ".000");
    }

    private static JsonNode spend(Client client) throws Exception {
        ObjectNode found = JSON.createObjectNode();
        found.set(
                "lateOrderIds",
                JSON.valueToTree(values(client, "spend.orders.late", 5).stream()
                        .map(order -> order.get("order_id").asText())
                        .sorted()
                        .toList()));
        for (String table : List.of("customer_hourly_spend", "customer_spend_so_far")) {
            Map<String, JsonNode> byPlace = new TreeMap<>();
            latest(client, table)
                    .values()
                    .forEach(row -> byPlace.put(
                            row.get("window_start").asText()
                                    + row.get("customer_id").asText(),
                            row));
            found.set(table, JSON.valueToTree(byPlace.values()));
        }
        return found;
    }

    private static List<JsonNode> values(Client client, String topic, int count) throws Exception {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : client.read(topic, count)) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }

    /** What a reader that keeps the last value of each key ends with, in the order of the keys. */
    private static Map<String, JsonNode> latest(Client client, String topic) throws Exception {
        Map<String, JsonNode> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : client.read(topic, 1)) {
            String key = String.valueOf(Client.text(record.key()));
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, JSON.readTree(record.value()));
            }
        }
        return latest;
    }

    private static JsonNode input(PipelineAccount account, String table) throws Exception {
        InputAccount input = account.inputs().stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow();
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("read", input.read());
        found.put("rows", input.rows());
        found.put("late", input.late());
        found.put("rejected", input.rejected());
        Map<String, Long> reasons = new TreeMap<>();
        input.partitions().forEach(partition -> partition
                .rejected()
                .forEach((reason, count) -> reasons.merge(reason.name(), count, Long::sum)));
        if (!reasons.isEmpty()) {
            found.put("rejectedByReason", reasons);
        }
        return JSON.readTree(JSON.writeValueAsString(found));
    }

    private static long written(PipelineAccount account, String table) {
        return account.outputs().stream()
                .filter(output -> output.table().equals(table))
                .mapToLong(OutputAccount::written)
                .sum();
    }

    private static JsonNode expected(String example) throws Exception {
        return JSON.readTree(EXAMPLES.resolve(example).resolve("expected.json").toFile());
    }

    private static JsonNode pick(JsonNode all, String... fields) {
        return ((ObjectNode) all.deepCopy()).retain(fields);
    }
}
