package io.millrace.flink.outlet;

import io.millrace.core.account.Measures.Kind;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.account.AccountAccumulator;
import io.millrace.flink.account.CheckpointedMeasures;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.OutboundRecord;
import java.util.Arrays;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Encodes results, and keeps those that their table cannot hold as rejects. */
final class OutletOperator extends AbstractStreamOperator<OutboundRecord>
        implements OneInputStreamOperator<RowData, OutboundRecord>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    static final OutputTag<OutboundRecord> REJECTS =
            new OutputTag<>("rejects", TypeInformation.of(OutboundRecord.class));

    private static final long PUBLISH_INTERVAL_MS = 200;

    /** An outlet counts everything under one partition: which one a record goes to is the producer's choice. */
    private static final int ALL = 0;

    private final OutletSpec spec;
    private transient ResultEncoder encoder;
    private transient CheckpointedMeasures measures;

    /** A row taken back, as a delete, until the next row tells whether it was replaced. */
    private transient ResultEncoder.@Nullable Result retracted;

    @SuppressWarnings("NullAway.Init") // made in initializeState and open, before the first row
    OutletOperator(StreamOperatorParameters<OutboundRecord> parameters, OutletSpec spec) {
        super(parameters);
        this.spec = spec;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        measures = CheckpointedMeasures.restore(context.getOperatorStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        encoder = new ResultEncoder(spec);
        measures.register(
                getRuntimeContext(),
                AccountAccumulator.outlet(spec.table().name(), getOperatorID().toHexString()));
        onProcessingTime(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        RowData row = element.getValue();
        if (row.getRowKind() == RowKind.UPDATE_BEFORE) {
            settleRetracted();
            retracted = encoder.encode(row, true);
            return;
        }
        ResultEncoder.Result result = encoder.encode(row, row.getRowKind() == RowKind.DELETE);
        if (retracted != null && Arrays.equals(retracted.key(), result.key())) {
            // replaced by this row
            retracted = null;
        }
        settleRetracted();
        write(result);
    }

    /**
     * Deletes a row that was taken back and not replaced at once: behind a filter, an update whose new row does not pass
     * arrives as its old row alone.
     */
    private void settleRetracted() {
        ResultEncoder.Result alone = retracted;
        if (alone != null) {
            retracted = null;
            write(alone);
        }
    }

    private void write(ResultEncoder.Result result) {
        OutboundRecord record = result.record();
        if (record == null) {
            reject(result);
            return;
        }
        measures.add(ALL, Kind.WRITTEN);
        if (record.value() == null) {
            measures.add(ALL, Kind.DELETED);
        }
        output.collect(new StreamRecord<>(record));
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        settleRetracted();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        settleRetracted();
        super.processWatermark(watermark);
    }

    @Override
    public void finish() throws Exception {
        settleRetracted();
        super.finish();
    }

    private void reject(ResultEncoder.Result result) {
        RejectReason reason = result.reason();
        StreamTable table = spec.table();
        measures.add(ALL, reason);
        output.collect(
                REJECTS,
                new StreamRecord<>(spec.rejects()
                        .rejectResult(table.topic(), result.key(), result.value(), reason, result.message())));
    }

    @Override
    public void onProcessingTime(long time) {
        settleRetracted();
        measures.publish(PartitionClocks.UNSET);
        var unused = getProcessingTimeService().registerTimer(time + PUBLISH_INTERVAL_MS, this);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        measures.save();
        measures.publish(PartitionClocks.UNSET);
    }

    @Override
    public void close() throws Exception {
        @Nullable CheckpointedMeasures counted = measures;
        if (counted != null) {
            counted.publish(PartitionClocks.UNSET);
        }
        super.close();
    }
}
