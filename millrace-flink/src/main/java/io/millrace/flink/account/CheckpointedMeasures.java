package io.millrace.flink.account;

import io.millrace.core.account.Measures;
import io.millrace.core.account.Measures.Kind;
import io.millrace.core.reject.RejectReason;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The counts of one operator: restored with its checkpoint, saved with it, published while it runs. Used by the task's
 * thread only.
 */
public final class CheckpointedMeasures {

    private static final ListStateDescriptor<Tally> DESCRIPTOR =
            new ListStateDescriptor<>("account", TypeInformation.of(Tally.class));

    private final AccountAccumulator accumulator = new AccountAccumulator();
    private final ListState<Tally> state;
    private final Measures measures;

    private CheckpointedMeasures(ListState<Tally> state, Measures measures) {
        this.state = state;
        this.measures = measures;
    }

    /** Counts go on from the checkpoint; after a rescale each subtask takes over a share of them. */
    public static CheckpointedMeasures restore(OperatorStateStore store) throws Exception {
        ListState<Tally> state = store.getListState(DESCRIPTOR);
        return new CheckpointedMeasures(state, AccountSnapshot.sum(state.get()));
    }

    /** @param name from {@link AccountAccumulator#intake} or {@link AccountAccumulator#outlet} */
    public void register(RuntimeContext context, String name) {
        context.addAccumulator(name, accumulator);
    }

    public void add(int partition, Kind kind) {
        measures.add(partition, kind, 1);
    }

    public void add(int partition, RejectReason reason) {
        measures.add(partition, reason, 1);
    }

    /** @param watermark as in {@link AccountSnapshot} */
    public void publish(long watermark) {
        publish(watermark, AccountSnapshot.NONE);
    }

    /** @param watermark and lag as in {@link AccountSnapshot} */
    public void publish(long watermark, long lag) {
        accumulator.add(new AccountSnapshot(AccountSnapshot.tallies(measures), watermark, lag));
    }

    /** Saves the counts with the checkpoint that is being taken. */
    public void save() throws Exception {
        state.update(AccountSnapshot.tallies(measures));
    }
}
