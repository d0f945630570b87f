package io.millrace.flink.intake;

import io.millrace.core.change.ChangeOrder;
import io.millrace.core.change.ChangePosition;
import io.millrace.core.change.ReadUpTo;
import io.millrace.core.time.KeyOrder;
import io.millrace.core.time.LastRow;
import io.millrace.core.time.PartitionClocks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What a gate knows of event time, in the checkpoint, so that a crash changes no verdict. Every subtask is given all of
 * it at a restore, since partitions may move between subtasks.
 */
public final class GateState {

    /** A partition's clock as it rests in a checkpoint. */
    public record PartitionClock(int partition, long watermark) {}

    /** Where a silent partition's watermark goes on from, as it rests in a checkpoint; see {@link LastRow}. */
    public record PartitionRow(int partition, long arrivedAt, long watermark, boolean live) {}

    /** The event time of a record key's last row, as it rests in a checkpoint; see {@link KeyOrder}. */
    public record KeyTime(int partition, byte[] key, long lastTime) {

        @Override
        public boolean equals(Object other) {
            return other instanceof KeyTime that
                    && partition == that.partition
                    && Arrays.equals(key, that.key)
                    && lastTime == that.lastTime;
        }

        @Override
        public int hashCode() {
            return 31 * partition + Arrays.hashCode(key);
        }
    }

    /** How far the changes of a database were read, as it rests in a checkpoint; see {@link ReadUpTo}. */
    public record PartitionChange(int partition, long commit, long change, String[] keys, long snapshot) {

        @Override
        public boolean equals(Object other) {
            return other instanceof PartitionChange that
                    && partition == that.partition
                    && commit == that.commit
                    && change == that.change
                    && Arrays.equals(keys, that.keys)
                    && snapshot == that.snapshot;
        }

        @Override
        public int hashCode() {
            return 31 * partition + Long.hashCode(change);
        }
    }

    private final ListState<PartitionClock> clocks;
    private final ListState<PartitionRow> lastRows;
    private final ListState<KeyTime> keyTimes;
    private final ListState<PartitionChange> changes;
    private final ListState<Long> sent;

    private GateState(
            ListState<PartitionClock> clocks,
            ListState<PartitionRow> lastRows,
            ListState<KeyTime> keyTimes,
            ListState<PartitionChange> changes,
            ListState<Long> sent) {
        this.clocks = clocks;
        this.lastRows = lastRows;
        this.keyTimes = keyTimes;
        this.changes = changes;
        this.sent = sent;
    }

    static GateState of(OperatorStateStore store) throws Exception {
        return new GateState(
                store.getUnionListState(
                        new ListStateDescriptor<>("partition-clocks", TypeInformation.of(PartitionClock.class))),
                store.getUnionListState(new ListStateDescriptor<>("last-rows", TypeInformation.of(PartitionRow.class))),
                store.getUnionListState(new ListStateDescriptor<>("key-times", TypeInformation.of(KeyTime.class))),
                store.getUnionListState(
                        new ListStateDescriptor<>("changes", TypeInformation.of(PartitionChange.class))),
                store.getUnionListState(new ListStateDescriptor<>("sent-watermark", Types.LONG)));
    }

    /** @return the watermark last sent on; the greatest, since an operator behind restores its own */
    long restore(PartitionClocks into, KeyOrder keys, ChangeOrder order) throws Exception {
        for (PartitionClock clock : clocks.get()) {
            into.restore(clock.partition(), clock.watermark());
        }
        for (PartitionRow row : lastRows.get()) {
            into.restore(row.partition(), new LastRow(row.arrivedAt(), row.watermark(), row.live()));
        }
        for (KeyTime key : keyTimes.get()) {
            keys.restore(key.partition(), key.key(), key.lastTime());
        }
        for (PartitionChange each : changes.get()) {
            order.restore(
                    each.partition(),
                    new ReadUpTo(
                            new ChangePosition(each.commit(), each.change()), Set.of(each.keys()), each.snapshot()));
        }
        long greatest = PartitionClocks.UNSET;
        for (long watermark : sent.get()) {
            greatest = Math.max(greatest, watermark);
        }
        return greatest;
    }

    void save(PartitionClocks from, KeyOrder keys, ChangeOrder order, long sentWatermark) throws Exception {
        List<PartitionClock> known = new ArrayList<>();
        from.known().forEach((partition, watermark) -> known.add(new PartitionClock(partition, watermark)));
        clocks.update(known);
        List<PartitionRow> rows = new ArrayList<>();
        from.lastRows()
                .forEach((partition, row) ->
                        rows.add(new PartitionRow(partition, row.arrivedAt(), row.watermark(), row.live())));
        lastRows.update(rows);
        List<KeyTime> times = new ArrayList<>();
        keys.visit((partition, key, lastTime) -> times.add(new KeyTime(partition, key, lastTime)));
        keyTimes.update(times);
        List<PartitionChange> read = new ArrayList<>();
        order.known()
                .forEach((partition, upTo) -> read.add(new PartitionChange(
                        partition,
                        upTo.position().commit(),
                        upTo.position().change(),
                        upTo.keys().toArray(String[]::new),
                        upTo.snapshot())));
        changes.update(read);
        sent.update(List.of(sentWatermark));
    }
}
