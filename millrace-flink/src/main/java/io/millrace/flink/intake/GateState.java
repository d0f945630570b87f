package io.millrace.flink.intake;

import io.millrace.core.time.PartitionClocks;
import java.util.ArrayList;
import java.util.List;
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

    private final ListState<PartitionClock> clocks;
    private final ListState<Long> sent;

    private GateState(ListState<PartitionClock> clocks, ListState<Long> sent) {
        this.clocks = clocks;
        this.sent = sent;
    }

    static GateState of(OperatorStateStore store) throws Exception {
        return new GateState(
                store.getUnionListState(
                        new ListStateDescriptor<>("partition-clocks", TypeInformation.of(PartitionClock.class))),
                store.getUnionListState(new ListStateDescriptor<>("sent-watermark", Types.LONG)));
    }

    /** @return the watermark last sent on; the greatest, since an operator behind restores its own */
    long restore(PartitionClocks into) throws Exception {
        for (PartitionClock clock : clocks.get()) {
            into.restore(clock.partition(), clock.watermark());
        }
        long greatest = PartitionClocks.UNSET;
        for (long watermark : sent.get()) {
            greatest = Math.max(greatest, watermark);
        }
        return greatest;
    }

    void save(PartitionClocks from, long sentWatermark) throws Exception {
        List<PartitionClock> known = new ArrayList<>();
        from.known().forEach((partition, watermark) -> known.add(new PartitionClock(partition, watermark)));
        clocks.update(known);
        sent.update(List.of(sentWatermark));
    }
}
