package io.millrace.flink.intake;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.IdlePolicy;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import io.millrace.flink.account.AccountAccumulator;
import io.millrace.flink.account.AccountSnapshot;
import io.millrace.flink.intake.IntakeCoordinator.Counted;
import io.millrace.flink.intake.IntakeCoordinator.News;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.side.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * One gate in Flink's harness; its clock stands still until it is set, and its table has a bound of 10 ms and one column,
 * the event time.
 */
final class GateHarness implements AutoCloseable {

    static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    static final long FUTURE = 3_600_000;
    private static final int MAX_PARALLELISM = 128;
    private static final long INTERVAL = 5;
    private static final IdlePolicy IDLE = new IdlePolicy(Duration.ofSeconds(5), false);
    private static final IdlePolicy ADVANCE = new IdlePolicy(Duration.ofSeconds(5), true);

    private final OneInputStreamOperatorTestHarness<IntakeElement, RowData> harness;
    private final List<Standing> reports = new ArrayList<>();
    private final List<Counted> counted = new ArrayList<>();
    private final HandClock clock = new HandClock();

    private GateHarness(
            @Nullable BoundedWatermarks watermarks,
            long lateness,
            IdlePolicy idle,
            long eventTimeMin,
            long interval,
            boolean ordersKeys,
            boolean isCaptured,
            @Nullable OperatorSubtaskState restored)
            throws Exception {
        SideRecords side = new SideRecords("pipeline", "table", TopicLimits.NONE);
        IntakeSpec spec = new IntakeSpec(
                "table",
                lateness,
                idle,
                FUTURE,
                eventTimeMin,
                interval,
                ordersKeys,
                new FloodPolicy(0.5, 1000, FloodPolicy.Action.PAUSE),
                isCaptured,
                side,
                side,
                clock);
        harness = new OneInputStreamOperatorTestHarness<>(
                new RecordingGateFactory(spec, watermarks, reports, counted), MAX_PARALLELISM, 1, 0);
        harness.getExecutionConfig().enableObjectReuse();
        RowType type = RowType.of(new BigIntType());
        harness.setup(
                InternalTypeInfo.of(isCaptured ? ChangeRow.type(type) : type).toRowSerializer());
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static GateHarness withLateness(long lateness) throws Exception {
        return new GateHarness(
                new BoundedWatermarks(10), lateness, IDLE, PartitionClocks.UNSET, INTERVAL, false, false, null);
    }

    static GateHarness withEventTimeMin(long eventTimeMin) throws Exception {
        return new GateHarness(new BoundedWatermarks(10), 0, IDLE, eventTimeMin, INTERVAL, false, false, null);
    }

    static GateHarness withoutEventTime() throws Exception {
        return new GateHarness(null, 0, IDLE, PartitionClocks.UNSET, INTERVAL, false, false, null);
    }

    /** The only subtask, which agrees with itself after each row. */
    static GateHarness alone() throws Exception {
        return new GateHarness(new BoundedWatermarks(10), 0, IDLE, PartitionClocks.UNSET, 0, false, false, null);
    }

    static GateHarness restored(OperatorSubtaskState state) throws Exception {
        return new GateHarness(
                new BoundedWatermarks(10), 0, IDLE, PartitionClocks.UNSET, INTERVAL, false, false, state);
    }

    /** With {@code idle: {after: 5s, advance: true}}. */
    static GateHarness thatAdvances() throws Exception {
        return new GateHarness(
                new BoundedWatermarks(10), 0, ADVANCE, PartitionClocks.UNSET, INTERVAL, false, false, null);
    }

    static GateHarness thatAdvances(OperatorSubtaskState restored) throws Exception {
        return new GateHarness(
                new BoundedWatermarks(10), 0, ADVANCE, PartitionClocks.UNSET, INTERVAL, false, false, restored);
    }

    /** Of a table with {@code 'order' = 'key'}. */
    static GateHarness thatOrdersKeys(@Nullable OperatorSubtaskState restored) throws Exception {
        return new GateHarness(
                new BoundedWatermarks(10), 0, IDLE, PartitionClocks.UNSET, INTERVAL, true, false, restored);
    }

    /** Of a table of a database. */
    static GateHarness captured(@Nullable OperatorSubtaskState restored) throws Exception {
        return new GateHarness(
                new BoundedWatermarks(0), 0, IDLE, PartitionClocks.UNSET, INTERVAL, false, true, restored);
    }

    /** Of the rows let through. */
    List<RowKind> kinds() {
        List<RowKind> kinds = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            if (each instanceof StreamRecord<?> row) {
                kinds.add(((RowData) row.getValue()).getRowKind());
            }
        }
        return kinds;
    }

    void row(int partition, String key, long eventTime) throws Exception {
        process(IntakeElement.row(
                TestRecords.record(partition, key, "v", headers()), GenericRowData.of(eventTime), false));
    }

    void row(int partition, @Nullable Long eventTime) throws Exception {
        row(partition, GenericRowData.of(eventTime), false);
    }

    void row(int partition, GenericRowData row, boolean extraFields) throws Exception {
        process(IntakeElement.row(TestRecords.record(partition, "k", "v", headers()), row, extraFields));
    }

    void delete(int partition) throws Exception {
        row(partition, GenericRowData.ofKind(RowKind.DELETE, (Object) null), false);
    }

    void reject(int partition, RejectReason reason) throws Exception {
        process(IntakeElement.reject(TestRecords.record(partition, "k", "v", headers()), reason, "why"));
    }

    void process(IntakeElement element) throws Exception {
        harness.processElement(new StreamRecord<>(element));
    }

    /** Sets the clock that event times are compared with; {@link #passTime} moves Flink's, which timers go by. */
    void clockAt(long millis) {
        clock.millis = millis;
    }

    void passTime(long millis) throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + millis);
    }

    /** What the coordinator was told. */
    List<Standing> reports() {
        return reports;
    }

    /** What the coordinator was told of records and rejects. */
    List<Counted> counted() {
        return counted;
    }

    /** As the coordinator does in a flood. */
    void pause() {
        ((IntakeGate) harness.getOperator()).hear(new News(PartitionClocks.UNSET, true));
    }

    /** As the coordinator does. */
    void agree(long watermark) {
        ((IntakeGate) harness.getOperator()).hear(new News(watermark, false));
    }

    void endOfInput() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** Event times of the rows let through, null for rows without one. */
    List<@Nullable Long> rows() {
        List<@Nullable Long> times = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            if (each instanceof StreamRecord<?> row) {
                times.add(row.hasTimestamp() ? row.getTimestamp() : null);
            }
        }
        return times;
    }

    List<Long> watermarks() {
        return harness.getOutput().stream()
                .filter(Watermark.class::isInstance)
                .map(each -> ((Watermark) each).getTimestamp())
                .toList();
    }

    List<OutboundRecord> rejects() {
        return side(IntakeGate.REJECTS);
    }

    List<OutboundRecord> late() {
        return side(IntakeGate.LATE);
    }

    private List<OutboundRecord> side(OutputTag<OutboundRecord> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    /** What the gate has counted, as it stands in the job's accumulators. */
    AccountSnapshot account() throws Exception {
        passTime(1000);
        return (AccountSnapshot) Objects.requireNonNull(harness.getOperator()
                .getRuntimeContext()
                .getAccumulator(AccountAccumulator.intake("table"))
                .getLocalValue());
    }

    static Map<String, String> headers(OutboundRecord record) {
        Map<String, String> headers = new HashMap<>();
        for (int index = 0; index < record.headerNames().length; index++) {
            headers.put(record.headerNames()[index], new String(record.headerValues()[index], StandardCharsets.UTF_8));
        }
        return headers;
    }

    private static org.apache.kafka.common.header.internals.RecordHeaders headers() {
        return new org.apache.kafka.common.header.internals.RecordHeaders();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    /** Stands still until it is set. */
    private static final class HandClock extends Clock {

        private long millis = NOW;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
