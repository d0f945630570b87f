package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.simulator.ShopEvent.Condition;
import io.millrace.kafka.simulator.ShopEvents;
import io.millrace.local.PipelineStatus.FeedStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two pipelines on one simulated shop; one run for the whole class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatorIT {

    private static final int RATE = 20;
    private static final int PAST = 1_080 * RATE;
    private static final int FRAUDS_IN_THE_PAST = 108;

    private final ShopEvents transactions = ShopEvents.of(ShopStream.TRANSACTIONS, RATE, 5);
    private final ResourceRun pipelines;
    private final Client client;

    SimulatorIT(@TempDir Path data) throws Exception {
        pipelines = ResourceRun.start(data, "simulator/alerts", "simulator/truth");
        client = pipelines.client();
    }

    @AfterAll
    void stop() {
        pipelines.close();
    }

    @Test
    void everyPlantedFraudIsCaughtAndNothingElse() {
        // When
        Set<String> told = values(client.read("told", FRAUDS_IN_THE_PAST));
        List<ConsumerRecord<byte[], byte[]>> caught =
                client.read("alerts", records -> values(records).containsAll(told));

        // Then
        assertThat(values(caught)).as("none twice").hasSameSizeAs(caught);
        Set<String> toldMeanwhile =
                values(client.read("told", records -> values(records).containsAll(values(caught))));
        assertThat(toldMeanwhile).as("none false").containsAll(values(caught));
    }

    private static Set<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> Objects.requireNonNull(Client.text(record.value())))
                .collect(Collectors.toSet());
    }

    @Test
    void badAndLateOnesGoWhereTheyBelong() {
        // Given
        Set<String> late = ids(Condition.LATE);
        long bad = numbers(Condition.BAD).count();

        // When
        List<ConsumerRecord<byte[], byte[]>> rejects = client.read("alerts.transactions.rejects", (int) bad);
        List<ConsumerRecord<byte[], byte[]>> found =
                client.read("alerts.transactions.late", records -> ids(records).containsAll(late));

        // Then
        assertThat(rejects.stream().map(ResourceRun::reason))
                .contains("DECODE_SYNTAX", "VALUE_TYPE", "VALUE_RANGE", "TIME_MISSING");
        assertThat(ids(found).stream().filter(id -> number(id) < PAST)).containsExactlyInAnyOrderElementsOf(late);
    }

    private LongStream numbers(Condition condition) {
        return LongStream.range(0, PAST)
                .filter(number -> transactions.event(number, Instant.EPOCH).condition() == condition);
    }

    private Set<String> ids(Condition condition) {
        return numbers(condition).mapToObj(number -> "t-" + (number + 1)).collect(Collectors.toSet());
    }

    private static Set<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return values(records).stream()
                .map(value -> value.replaceFirst(".*\"transaction_id\": \"([^\"]*).*", "$1"))
                .collect(Collectors.toSet());
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(2)) - 1;
    }

    @Test
    void twoPipelinesThatWantOneStreamGetItOnce() {
        // When
        List<String> uses = client.read("uses", PAST * 98 / 100).stream()
                .map(record -> Objects.requireNonNull(Client.text(record.value())))
                .toList();

        // Then
        assertThat(uses).doesNotHaveDuplicates();
        List<FeedStatus> feeds = pipelines.run().status().stream()
                .flatMap(status -> status.feeds().stream())
                .toList();
        assertThat(feeds)
                .extracting(FeedStatus::table)
                .containsExactlyInAnyOrder("transactions", "frauds", "card_uses");
        assertThat(feeds).extracting(FeedStatus::file).containsOnly("shop simulator");
        assertThat(feeds).allMatch(feed -> feed.fed() <= feed.total());
        assertThat(pipelines.run().status().get(0).account().inputs()).allSatisfy(input -> assertThat(input.read())
                .isEqualTo(input.rows() + input.late() + input.rejected()));
    }
}
