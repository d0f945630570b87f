package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.intake.IntakeElement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class IntakeReaderTest {

    private static final KafkaPartitionSplit SPLIT = new KafkaPartitionSplit(new TopicPartition("orders", 0), 42);

    private final IntakeReader reader = new IntakeReader(
            new Endless(),
            "none",
            new IdleDetector(0, false),
            (splits, restored) -> splits,
            Standstill.unwatched(),
            null);
    private final Output output = new Output();

    @Test
    void handsRecordsOnBehindTheNewsOfTheirPartition() throws Exception {
        // Given
        reader.addSplits(List.of(SPLIT));

        // When
        InputStatus status = reader.pollNext(output);

        // Then
        assertThat(status).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(output.elements).extracting(element -> element.kind).containsExactly(Kind.ASSIGNED, Kind.REJECT);
    }

    @Test
    void behindAClosedValveNothingComesAndNothingIsSilent() throws Exception {
        // Given
        reader.addSplits(List.of(SPLIT));
        reader.pollNext(output);
        Objects.requireNonNull(output.elements.get(0).valve()).close();
        output.elements.clear();

        // When
        InputStatus status = reader.pollNext(output);

        // Then
        assertThat(status).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).as("nor is it asked in vain").isNotDone();
        assertThat(output.elements).isEmpty();
        assertThat(reader.snapshotState(1)).as("checkpoints go on as they are").containsExactly(SPLIT);
    }

    @Test
    void readsNothingMoreOnceItsProcessStoodStill() throws Exception {
        // Given
        AtomicLong now = new AtomicLong();
        IntakeReader fenced = new IntakeReader(
                new Endless(),
                "none",
                new IdleDetector(0, false),
                (splits, restored) -> splits,
                new Standstill(TimeUnit.SECONDS.toNanos(5), now::get),
                null);
        fenced.pollNext(output);
        output.elements.clear();

        // When
        now.addAndGet(TimeUnit.SECONDS.toNanos(6));

        // Then
        assertThatThrownBy(() -> fenced.pollNext(output)).hasMessageContaining("stood still");
        assertThat(output.elements).isEmpty();
    }

    /** A reader that always has a record. */
    private static final class Endless implements SourceReader<IntakeElement, KafkaPartitionSplit> {

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<IntakeElement> output) {
            output.collect(IntakeElement.reject(TestRecords.record("k", "v"), RejectReason.DECODE_SYNTAX, "why"));
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return List.of(SPLIT);
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    /** Keeps what the reader hands on. */
    private static final class Output implements ReaderOutput<IntakeElement> {

        private final List<IntakeElement> elements = new ArrayList<>();

        @Override
        public void collect(IntakeElement element) {
            elements.add(element);
        }

        @Override
        public void collect(IntakeElement element, long timestamp) {
            elements.add(element);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<IntakeElement> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
