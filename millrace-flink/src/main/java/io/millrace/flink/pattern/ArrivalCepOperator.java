package io.millrace.flink.pattern;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Flink's pattern operator on event time, for keys whose rows come in order: each row is its key's clock, so a match is
 * found as soon as its last row is there. The watermark ends partial matches whose time is up, as ever.
 *
 * <p>A row that has no place is counted as Flink counts late ones, and put out where the pattern has a side output for
 * them: one behind the watermark, one before its key's last, and of the same time one that a secondary order would have
 * put before it. The state is Flink's and two values a key, which are there until the watermark has passed the key.
 */
public final class ArrivalCepOperator<InT, KeyT, OutT> extends CepOperator<InT, KeyT, OutT> {

    private static final long serialVersionUID = 1L;

    private final CepParts<InT> parts;

    private transient ValueState<Long> lastTime;
    private transient ValueState<InT> lastRow;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient long clock;
    private transient boolean isArriving;

    @SuppressWarnings("NullAway.Init") // state and timers are there before the first row
    private ArrivalCepOperator(CepOperator<InT, KeyT, OutT> original, CepParts<InT> parts) {
        super(
                parts.serializer(),
                false,
                parts.nfa(),
                parts.comparator(),
                parts.skipStrategy(),
                original.getUserFunction(),
                parts.lateRows());
        this.parts = parts;
    }

    /** @param original on event time; not used any more */
    static <InT, KeyT, OutT> ArrivalCepOperator<InT, KeyT, OutT> of(CepOperator<InT, KeyT, OutT> original) {
        return new ArrivalCepOperator<>(original, CepParts.of(original));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        lastTime = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("millrace-last-time", Types.LONG));
        lastRow = context.getKeyedStateStore()
                .getState(new ValueStateDescriptor<>("millrace-last-row", parts.serializer()));
    }

    @Override
    public void processElement(StreamRecord<InT> row) throws Exception {
        long time = row.getTimestamp();
        Long last = lastTime.value();
        if (!hasPlace(row.getValue(), time, last)) {
            // behind this clock, so that the row goes where Flink's late ones go
            clock = Long.MAX_VALUE;
            super.processElement(row);
            return;
        }
        remember(row.getValue(), time, last);
        // taken up as a row ahead of the watermark, which then moves on to it
        clock = time - 1;
        isArriving = true;
        super.processElement(row);
        isArriving = false;
        clock = time;
        super.onEventTime(new Arrived<>(time, getKey()));
    }

    private boolean hasPlace(InT row, long time, @Nullable Long last) throws Exception {
        if (time <= timers.currentWatermark()) {
            return false;
        }
        if (last == null || time > last) {
            return true;
        }
        return time == last && (parts.comparator() == null || parts.comparator().compare(lastRow.value(), row) <= 0);
    }

    private void remember(InT row, long time, @Nullable Long last) throws Exception {
        if (last == null) {
            // to forget the key again
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, time);
        }
        if (last == null || time > last) {
            lastTime.update(time);
        }
        if (parts.comparator() != null) {
            lastRow.update(row);
        }
    }

    /** The watermark has passed a row of the key, or the end of a partial match. */
    @Override
    public void onEventTime(InternalTimer<KeyT, VoidNamespace> timer) throws Exception {
        clock = timers.currentWatermark();
        super.onEventTime(timer);
        Long last = lastTime.value();
        if (last == null) {
            return;
        }
        if (last <= clock) {
            lastTime.clear();
            lastRow.clear();
        } else {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, last);
        }
    }

    @SuppressWarnings("unchecked") // the key that this operator was given
    private KeyT getKey() {
        return (KeyT) getCurrentKey();
    }

    /** What the superclass sees: the watermark is the clock, and an arriving row needs no timer of its own. */
    @Override
    @SuppressWarnings("unchecked") // the superclass asks for one service, by this namespace
    public <K, N> InternalTimerService<N> getInternalTimerService(
            String name, TypeSerializer<N> namespaceSerializer, Triggerable<K, N> triggerable) {
        InternalTimerService<N> all = super.getInternalTimerService(name, namespaceSerializer, triggerable);
        timers = (InternalTimerService<VoidNamespace>) all;
        return new ArrivalTimers<>(all, () -> clock, () -> isArriving);
    }

    /** The moment of a row, as the superclass is told of it. */
    private record Arrived<KeyT>(long time, KeyT key) implements InternalTimer<KeyT, VoidNamespace> {

        @Override
        public long getTimestamp() {
            return time;
        }

        @Override
        public KeyT getKey() {
            return key;
        }

        @Override
        public VoidNamespace getNamespace() {
            return VoidNamespace.INSTANCE;
        }

        @Override
        public int comparePriorityTo(InternalTimer<?, ?> other) {
            return Long.compare(time, other.getTimestamp());
        }
    }
}
