package io.millrace.flink.pattern;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.util.function.BiConsumerWithException;

/**
 * A timer service whose watermark is a clock of ours.
 *
 * @param isArriving whether a timer that is registered is for a row that is handled at once, and so not needed
 */
record ArrivalTimers<N>(InternalTimerService<N> timers, LongSupplier clock, BooleanSupplier isArriving)
        implements InternalTimerService<N> {

    @Override
    public long currentProcessingTime() {
        return timers.currentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return clock.getAsLong();
    }

    @Override
    public void initializeWatermark(long watermark) {
        timers.initializeWatermark(watermark);
    }

    @Override
    public void registerProcessingTimeTimer(N namespace, long time) {
        timers.registerProcessingTimeTimer(namespace, time);
    }

    @Override
    public void deleteProcessingTimeTimer(N namespace, long time) {
        timers.deleteProcessingTimeTimer(namespace, time);
    }

    @Override
    public void registerEventTimeTimer(N namespace, long time) {
        if (!isArriving.getAsBoolean()) {
            timers.registerEventTimeTimer(namespace, time);
        }
    }

    @Override
    public void deleteEventTimeTimer(N namespace, long time) {
        timers.deleteEventTimeTimer(namespace, time);
    }

    @Override
    public void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> visitor) throws Exception {
        timers.forEachEventTimeTimer(visitor);
    }

    @Override
    public void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> visitor) throws Exception {
        timers.forEachProcessingTimeTimer(visitor);
    }
}
