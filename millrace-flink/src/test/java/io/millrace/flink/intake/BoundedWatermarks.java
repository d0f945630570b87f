package io.millrace.flink.intake;

import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedWatermarkGeneratorSupplier.DefaultWatermarkGenerator;
import org.apache.flink.table.runtime.generated.WatermarkGenerator;
import org.apache.flink.table.watermark.WatermarkEmitStrategy;

/** What the planner makes of {@code WATERMARK FOR t AS t - bound}, where t is the row's first column. */
record BoundedWatermarks(long bound) implements WatermarkStrategy<RowData> {

    private static final long serialVersionUID = 1L;

    @Override
    public DefaultWatermarkGenerator createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return new DefaultWatermarkGenerator(new Generated(bound), WatermarkEmitStrategy.ON_PERIODIC);
    }

    private static final class Generated extends WatermarkGenerator {

        private static final long serialVersionUID = 1L;

        private final long bound;

        private Generated(long bound) {
            this.bound = bound;
        }

        @Override
        public long extractTimestamp(RowData row) {
            return row.isNullAt(0) ? Long.MIN_VALUE : row.getLong(0);
        }

        @Override
        public Long currentWatermark(RowData row) {
            return row.getLong(0) - bound;
        }
    }
}
