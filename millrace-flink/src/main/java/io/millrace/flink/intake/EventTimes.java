package io.millrace.flink.intake;

import io.millrace.core.time.PartitionClocks;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedWatermarkGeneratorSupplier.DefaultWatermarkGenerator;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;

/**
 * Reads a row's event time and the watermark it gives, with the code that the planner generated from the table's
 * {@code WATERMARK FOR} clause. One generator per partition, asked record by record. One thread.
 *
 * <p>The planner's strategy has no timestamp assigner of use (it hands back Kafka's timestamp), and its generator knows
 * the event time only as long as no idleness is wrapped round it: {@code table.exec.source.idle-timeout} must be unset.
 */
final class EventTimes implements WatermarkOutput {

    /** The row has no event time. */
    static final long MISSING = Long.MIN_VALUE;

    private final WatermarkStrategy<RowData> strategy;
    private final WatermarkGeneratorSupplier.Context context;
    private final Map<Integer, DefaultWatermarkGenerator> generators = new HashMap<>();
    private long watermark = PartitionClocks.UNSET;

    EventTimes(WatermarkStrategy<RowData> strategy, MetricGroup metrics) {
        this.strategy = strategy;
        this.context = new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return metrics;
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return SystemClock.getInstance();
            }
        };
    }

    /** Epoch milliseconds, or {@link #MISSING}. */
    long eventTime(int partition, RowData row) {
        return generator(partition).extractTimestamp(row);
    }

    /** The partition's watermark after this row, epoch milliseconds; {@link PartitionClocks#UNSET} while it has none. */
    long watermark(int partition, RowData row, long eventTime) {
        DefaultWatermarkGenerator generator = generator(partition);
        watermark = PartitionClocks.UNSET;
        generator.onEvent(row, eventTime, this);
        generator.onPeriodicEmit(this);
        return watermark;
    }

    @Override
    public void emitWatermark(Watermark emitted) {
        watermark = emitted.getTimestamp();
    }

    @Override
    public void markIdle() {
        // whether a partition is idle is decided by the reader, which knows whether it was read to its end
    }

    @Override
    public void markActive() {
        // see markIdle
    }

    private DefaultWatermarkGenerator generator(int partition) {
        return generators.computeIfAbsent(
                partition, ignored -> (DefaultWatermarkGenerator) strategy.createWatermarkGenerator(context));
    }
}
