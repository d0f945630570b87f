package io.millrace.flink.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.kafka.side.OutboundRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryLogTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final String id = UUID.randomUUID().toString();
    private final MemoryLog log = MemoryLog.open(
            id,
            NOW,
            List.of(
                    new MemoryLog.Input("orders", "shop.orders", new TreeSet<>(List.of(0, 2))),
                    new MemoryLog.Input("copies", "shop.copies", new TreeSet<>(List.of(0)))));

    @AfterEach
    void close() {
        log.close();
    }

    private void give(int partition, String value) {
        log.give("shop.orders", partition, 5, null, value.getBytes(UTF_8), new RecordHeaders());
    }

    private static ConsumerRecord<byte[], byte[]> next(Lane lane) {
        return ((Arrival.Data) Objects.requireNonNull(lane.next())).record();
    }

    @Test
    void recordsKeepTheirOrderAndHaveOffsetsOfTheirPartition() {
        // Given
        Lane lane = log.lane("orders");

        // When
        give(0, "a");
        give(2, "b");
        give(0, "c");

        // Then
        assertThat(lane.partitions()).containsExactly(0, 2);
        for (String expected : List.of("0/0=a", "2/0=b", "0/1=c")) {
            ConsumerRecord<byte[], byte[]> record = next(lane);
            assertThat(record.partition() + "/" + record.offset() + "=" + new String(record.value(), UTF_8))
                    .isEqualTo(expected);
            assertThat(record.timestamp()).isEqualTo(5);
        }
        assertThat(lane.next()).isNull();
    }

    @Test
    void aRecordIsEmittedOnceItsReaderSaysSo() {
        // Given
        Lane lane = log.lane("orders");
        give(0, "a");
        CompletableFuture<@Nullable Void> emitted = log.emitted();

        // When
        lane.next();
        assertThat(emitted)
                .as("it was taken, but may not have gone through the gate")
                .isNotDone();
        lane.emitted();

        // Then
        assertThat(emitted).isDone();
        assertThat(log.isEmitted()).isTrue();
    }

    @Test
    void aReaderIsWokenByTheNextArrival() {
        // Given
        Lane lane = log.lane("orders");
        assertThat(lane.next()).isNull();
        CompletableFuture<@Nullable Void> available = lane.available();
        assertThat(available).isNotDone();

        // When
        log.move("orders", from -> 7);

        // Then
        assertThat(available).isDone();
        assertThat(lane.next()).isInstanceOf(Arrival.Move.class);
        assertThat(log.lane("copies").next())
                .as("each table has its own event time")
                .isNull();
    }

    @Test
    void whatTheJobWritesReachesTheTablesThatReadIt() {
        // When
        log.write(
                "shop.copies",
                new OutboundRecord(
                        OutboundRecord.BY_KEY,
                        null,
                        "x".getBytes(UTF_8),
                        OutboundRecord.NOW,
                        new String[] {"why"},
                        new byte[][] {{1}}));

        // Then
        ConsumerRecord<byte[], byte[]> record = next(log.lane("copies"));
        assertThat(record.timestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(record.headers().lastHeader("why").value()).containsExactly(1);
        assertThat(log.written("shop.copies")).containsExactly(record);
        assertThat(log.written("shop.orders")).isEmpty();
    }

    @Test
    void theClockOfALogMovesOnlyForward() {
        // Given
        LogClock clock = new LogClock(id);

        // When
        log.advanceTo(NOW.plusSeconds(60));
        log.advanceTo(NOW);

        // Then
        assertThat(clock.instant()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void anIdIsOfOneRunAtATime() {
        assertThatThrownBy(() -> MemoryLog.open(id, NOW, List.of())).hasMessageContaining(id);
        log.close();
        assertThatThrownBy(() -> MemoryLog.of(id)).hasMessageContaining(id);
    }
}
