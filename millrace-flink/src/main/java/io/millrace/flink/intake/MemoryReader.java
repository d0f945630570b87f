package io.millrace.flink.intake;

import io.millrace.flink.log.Arrival;
import io.millrace.flink.log.Lane;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/** Reads what arrives in memory, record by record, and tells when each has gone through the gate. One thread. */
final class MemoryReader implements SourceReader<IntakeElement, MemorySource.Nothing> {

    private final Lane lane;
    private final RowDecoder decoder;
    private final Set<Integer> assigned = new HashSet<>();

    MemoryReader(Lane lane, RowDecoder decoder) {
        this.lane = lane;
        this.decoder = decoder;
    }

    @Override
    public void start() {
        decoder.open();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<IntakeElement> output) {
        if (assigned.isEmpty()) {
            lane.partitions().forEach(partition -> assign(partition, output));
        }
        Arrival next = lane.next();
        if (next == null) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        if (next instanceof Arrival.Data data) {
            assign(data.record().partition(), output);
            output.collect(decoder.decode(data.record()));
        } else if (next instanceof Arrival.Move move) {
            output.collect(IntakeElement.move(move.where()));
        }
        lane.emitted();
        return InputStatus.MORE_AVAILABLE;
    }

    private void assign(int partition, ReaderOutput<IntakeElement> output) {
        if (assigned.add(partition)) {
            output.collect(IntakeElement.assigned(partition));
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return lane.available().thenApply(ignored -> null);
    }

    @Override
    public List<MemorySource.Nothing> snapshotState(long checkpointId) {
        return List.of();
    }

    @Override
    public void addSplits(List<MemorySource.Nothing> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
}
