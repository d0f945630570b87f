package io.millrace.flink.intake;

import io.millrace.core.account.Measures.Kind;
import io.millrace.core.change.ChangeOrder;
import io.millrace.core.change.ChangeOrder.Verdict;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.Agreement;
import io.millrace.core.time.KeyOrder;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import io.millrace.flink.account.AccountAccumulator;
import io.millrace.flink.account.AccountSnapshot;
import io.millrace.flink.account.CheckpointedMeasures;
import io.millrace.flink.intake.IntakeCoordinator.News;
import io.millrace.flink.intake.IntakeCoordinator.Report;
import io.millrace.kafka.side.OutboundRecord;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Splits rejects and late rows off, counts everything, and sends a watermark on that no row it lets through is behind.
 * The decisions are in {@link PartitionClocks} and {@link KeyOrder}; this only carries them out.
 */
final class IntakeGate extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<IntakeElement, RowData>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1L;

    static final OutputTag<OutboundRecord> REJECTS =
            new OutputTag<>("rejects", TypeInformation.of(OutboundRecord.class));
    static final OutputTag<OutboundRecord> LATE = new OutputTag<>("late", TypeInformation.of(OutboundRecord.class));

    private static final long PUBLISH_INTERVAL_MS = 200;

    /** A commit's time is taken some moments before its place in the log. */
    private static final long COMMIT_MS = 100;

    private final IntakeSpec spec;
    private final @Nullable WatermarkStrategy<RowData> strategy;
    private final transient Coordination coordinator;
    private final transient CoordinatorNews news;
    private final transient PartitionClocks clocks;
    private final transient KeyOrder keys;
    private final transient ChangeOrder changes = new ChangeOrder();
    private final transient Agreement alone = new Agreement(1);
    private final transient FloodTally tally = new FloodTally();
    private final transient StreamRecord<RowData> reused = new StreamRecord<>(null);

    private transient @Nullable EventTimes times;
    private transient GateState state;
    private transient CheckpointedMeasures measures;
    private transient @Nullable Valve valve;
    private transient boolean isPaused;
    private transient Standing reported = Standing.UNKNOWN;
    private transient long sent;
    private transient long lag = AccountSnapshot.UNKNOWN;
    private transient long now;
    private transient long publishedAt;

    @SuppressWarnings("NullAway.Init") // state and measures are set in initializeState, before the first element
    IntakeGate(
            StreamOperatorParameters<RowData> parameters,
            IntakeSpec spec,
            @Nullable WatermarkStrategy<RowData> strategy,
            Coordination coordinator) {
        super(parameters);
        this.spec = spec;
        this.strategy = strategy;
        this.coordinator = coordinator;
        MailboxExecutor mailbox = parameters.getMailboxExecutor();
        this.news =
                new CoordinatorNews(coordinator, task -> mailbox.execute(task::run, "news of an intake"), this::hear);
        this.clocks = new PartitionClocks(spec.lateness(), spec.idle());
        this.keys = new KeyOrder(partition -> clocks.lateUpTo(partition, sent));
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        measures = CheckpointedMeasures.restore(context.getOperatorStateStore());
        state = GateState.of(context.getOperatorStateStore());
        sent = state.restore(clocks, keys, changes);
    }

    @Override
    public void open() throws Exception {
        super.open();
        if (strategy != null) {
            times = new EventTimes(strategy, getMetricGroup());
        }
        measures.register(getRuntimeContext(), AccountAccumulator.intake(spec.table()));
        measures.publish(sent, lag);
        if (sent != PartitionClocks.UNSET) {
            output.emitWatermark(new Watermark(sent));
        }
        if (spec.interval() > 0) {
            onProcessingTime(getProcessingTimeService().getCurrentProcessingTime());
        }
    }

    @Override
    public void processElement(StreamRecord<IntakeElement> element) {
        IntakeElement arrived = element.getValue();
        switch (arrived.kind) {
            case ROW -> {
                row(arrived);
                agreeAlone();
            }
            case REJECT -> {
                read(arrived);
                reject(arrived, arrived.reason(), arrived.message());
                arrived.mark().ifPresent(mark -> output.collect(new StreamRecord<>(mark)));
            }
            case CHANGE -> {
                change(arrived);
                agreeAlone();
            }
            case HEARTBEAT -> clocks.advance(arrived.partition, arrived.time() - COMMIT_MS);
            case ASSIGNED -> assigned(arrived);
            case SILENT -> clocks.silent(arrived.partition, spec.clock().millis());
            case AWAKE -> clocks.awake(arrived.partition);
            case LAG -> lag = arrived.lag();
            case MOVE -> send(arrived.movedFrom(sent));
        }
    }

    /** Where nobody else has a say, so that what follows depends on the rows alone and not on when a clock ticked. */
    private void agreeAlone() {
        if (spec.interval() == 0 && times != null && alone.report(0, clocks.standing())) {
            send(alone.agreed());
        }
    }

    private void assigned(IntakeElement arrived) {
        clocks.assign(arrived.partition);
        valve = arrived.valve();
        pauseIfTold();
    }

    /** Told before the reader has a partition, it is paused with its first. */
    private void pauseIfTold() {
        if (isPaused && valve != null) {
            valve.close();
        }
    }

    private void read(IntakeElement arrived) {
        measures.add(arrived.partition, Kind.READ);
        tally.record();
    }

    private void change(IntakeElement arrived) {
        Change change = arrived.change();
        Verdict verdict =
                switch (change.kind()) {
                    case SNAPSHOT ->
                        changes.snapshot(arrived.partition, change.position().change());
                    case LOGGED, TRUNCATED -> changes.change(arrived.partition, change.position(), change.key());
                };
        switch (verdict) {
            case AGAIN -> measures.add(arrived.partition, Kind.REPEATED);
            case BEGINS_ANEW -> {
                clear(arrived);
                row(arrived);
            }
            case NEW -> {
                if (change.kind() == Change.Kind.TRUNCATED) {
                    read(arrived);
                    measures.add(arrived.partition, Kind.ROWS);
                    clear(arrived);
                } else {
                    row(arrived);
                }
            }
        }
    }

    private void clear(IntakeElement arrived) {
        output.collect(new StreamRecord<>(ChangeRow.clearing((GenericRowData) arrived.row())));
    }

    private void row(IntakeElement arrived) {
        read(arrived);
        RowData row = arrived.row();
        if (times == null || row.getRowKind() == RowKind.DELETE) {
            // a delete carries no event time: it is never late and moves no watermark
            countExtraFields(arrived);
            if (times == null) {
                arrived.accepted();
            }
            pass(arrived.partition, new StreamRecord<>(row));
            return;
        }
        long eventTime = times.eventTime(arrived.partition, row);
        if (isRejected(arrived, eventTime)) {
            return;
        }
        countExtraFields(arrived);
        arrived.accepted();
        boolean late = clocks.isLate(arrived.partition, eventTime, sent) && !spec.isCaptured();
        long judgedBy = clocks.lateUpTo(arrived.partition, sent);
        long watermark = times.watermark(arrived.partition, row, eventTime);
        clocks.advance(
                arrived.partition,
                spec.isCaptured() && watermark > Long.MIN_VALUE + COMMIT_MS ? watermark - COMMIT_MS : watermark);
        if (late) {
            late(
                    arrived.partition,
                    spec.late()
                            .late(
                                    arrived.record(),
                                    judgedBy,
                                    eventTime,
                                    spec.clock().millis()));
            return;
        }
        if (spec.ordersKeys() && !isInOrder(arrived, judgedBy, eventTime)) {
            return;
        }
        if (spec.idle().advance()) {
            clocks.inTime(arrived.partition, eventTime, watermark, spec.clock().millis());
        }
        pass(arrived.partition, reused.replace(row, eventTime));
    }

    private boolean isInOrder(IntakeElement arrived, long judgedBy, long eventTime) {
        byte[] key = arrived.record().key();
        long last = keys.last(arrived.partition, key);
        if (eventTime < last) {
            late(
                    arrived.partition,
                    spec.late()
                            .outOfOrder(
                                    arrived.record(),
                                    last,
                                    judgedBy,
                                    eventTime,
                                    spec.clock().millis()));
            return false;
        }
        keys.passed(arrived.partition, key, eventTime);
        return true;
    }

    private void late(int partition, OutboundRecord record) {
        measures.add(partition, Kind.LATE);
        output.collect(LATE, new StreamRecord<>(record));
    }

    /** Of rows and late rows only. */
    private void countExtraFields(IntakeElement arrived) {
        if (arrived.extraFields) {
            measures.add(arrived.partition, Kind.EXTRA_FIELDS);
        }
    }

    private void pass(int partition, StreamRecord<RowData> row) {
        measures.add(partition, Kind.ROWS);
        output.collect(row);
    }

    private boolean isRejected(IntakeElement arrived, long eventTime) {
        if (eventTime == EventTimes.MISSING) {
            reject(arrived, RejectReason.TIME_MISSING, "the row has no event time");
            return true;
        }
        if (spec.isCaptured()) {
            // the database's own clock, or 1970
            return false;
        }
        if (eventTime > now + spec.future()) {
            // the clock is read only for rows that seem ahead of it
            now = spec.clock().millis();
            if (eventTime > now + spec.future()) {
                reject(
                        arrived,
                        RejectReason.TIME_FUTURE,
                        "event time " + Instant.ofEpochMilli(eventTime) + " is more than " + spec.future()
                                + " ms ahead of the clock, " + Instant.ofEpochMilli(now));
                return true;
            }
        }
        if (eventTime < spec.eventTimeMin()) {
            reject(
                    arrived,
                    RejectReason.TIME_RANGE,
                    "event time " + Instant.ofEpochMilli(eventTime) + " is before the table's lower bound, "
                            + Instant.ofEpochMilli(spec.eventTimeMin()));
            return true;
        }
        return false;
    }

    private void reject(IntakeElement arrived, RejectReason reason, String message) {
        measures.add(arrived.partition, reason);
        tally.reject(arrived, reason, message);
        output.collect(
                REJECTS,
                new StreamRecord<>(spec.rejects()
                        .reject(arrived.record(), reason, message, spec.clock().millis())));
    }

    /** Reports where this subtask stands and what it has counted, and publishes the account. */
    @Override
    public void onProcessingTime(long time) {
        Standing standing = clocks.standing();
        if (times != null && !standing.equals(reported)) {
            reported = standing;
            coordinator.tell(new Report(standing));
        }
        tally.take().ifPresent(coordinator::tell);
        news.tick(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), time);
        if (time - publishedAt >= PUBLISH_INTERVAL_MS) {
            publishedAt = time;
            measures.publish(sent, lag);
        }
        var unused = getProcessingTimeService().registerTimer(time + spec.interval(), this);
    }

    /** What all gates of the intake hear. */
    void hear(News heard) {
        if (heard.isPaused()) {
            isPaused = true;
            pauseIfTold();
        }
        send(heard.watermark());
    }

    private void send(long watermark) {
        if (watermark > sent) {
            sent = watermark;
            output.emitWatermark(new Watermark(watermark));
        }
    }

    /** The source makes no watermarks but the last one, at the end of its input. */
    @Override
    public void processWatermark(Watermark watermark) {
        if (watermark.getTimestamp() == Long.MAX_VALUE) {
            send(Long.MAX_VALUE);
        }
    }

    /** Never idle: an idle subtask would let operators behind move on without it. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        state.save(clocks, keys, changes, sent);
        measures.save();
        measures.publish(sent, lag);
    }

    @Override
    public void close() throws Exception {
        if (measures != null) {
            measures.publish(sent, lag);
        }
        super.close();
    }
}
