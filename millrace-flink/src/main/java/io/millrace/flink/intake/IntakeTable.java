package io.millrace.flink.intake;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.TablePolicy;
import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.outlet.RecordSinks;
import io.millrace.flink.table.CapturedTables;
import io.millrace.flink.table.JobContext;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.SideRecords;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** A stream as a table to read: source, gate, rejects and late rows, all in the job that reads it. */
public final class IntakeTable
        implements ScanTableSource, SupportsProjectionPushDown, SupportsReadingMetadata, SupportsWatermarkPushDown {

    private final JobContext job;
    private final StreamTable table;
    private final boolean isOfDatabase;
    private int[] columns;
    private List<String> metadata = List.of();
    private @Nullable DataType producedType;
    private @Nullable WatermarkStrategy<RowData> watermarks;

    /** @param isOfDatabase whether the table is one of a database, be it that a test gives its rows */
    public IntakeTable(JobContext job, StreamTable table, boolean isOfDatabase) {
        this.job = job;
        this.isOfDatabase = isOfDatabase;
        this.table = table;
        this.columns = IntStream.range(0, table.type().getFieldCount()).toArray();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        if (table.isCaptured()) {
            return ChangelogMode.all();
        }
        return table.isUpsert() ? ChangelogMode.upsert() : ChangelogMode.insertOnly();
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projected, DataType type) {
        columns = Arrays.stream(projected).mapToInt(path -> path[0]).toArray();
        producedType = type;
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return isOfDatabase ? ChangeMetadata.all() : ReadableMetadata.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType type) {
        metadata = List.copyOf(keys);
        producedType = type;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public DynamicTableSource copy() {
        IntakeTable copy = new IntakeTable(job, table, isOfDatabase);
        copy.columns = columns;
        copy.metadata = metadata;
        copy.producedType = producedType;
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "millrace intake of " + table.name();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        // asked while validating, when types are not pushed yet, and again for the job
        InternalTypeInfo<RowData> rowType =
                InternalTypeInfo.of(producedType == null ? table.type() : producedType.getLogicalType());
        return new DataStreamScanProvider() {
            @Override
            public DataStream<RowData> produceDataStream(ProviderContext provider, StreamExecutionEnvironment standIn) {
                return build(rowType);
            }

            @Override
            public boolean isBounded() {
                return false;
            }
        };
    }

    static String gateUid(StreamTable table) {
        return gateUid(table.name(), table.topic());
    }

    static String gateUid(String table, String topic) {
        return "intake-" + table + "-from-" + topic;
    }

    /** Positions, clocks and counts belong to a topic: bound to another one, the table finds none of them. */
    private DataStream<RowData> build(InternalTypeInfo<RowData> rowType) {
        String name = table.name();
        // every subtask must have a partition, or it would have nothing to say about the watermark; what follows keeps
        // this parallelism up to the next exchange by key, so the rows of a partition stay in order
        requireOrder();
        int parallelism =
                table.isCaptured() ? 1 : Math.min(job.environment().getParallelism(), job.partitions(table.topic()));
        InternalTypeInfo<RowData> passed =
                table.isCaptured() ? InternalTypeInfo.of(ChangeRow.type(rowType.toRowType())) : rowType;
        SingleOutputStreamOperator<RowData> rows = job.environment()
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "read " + name, new IntakeElementType())
                .uid("read-" + name + "-from-" + table.topic())
                .setParallelism(parallelism)
                .transform("intake " + name, passed, new IntakeGateFactory(spec(), watermarks))
                .uid(gateUid(table))
                .setParallelism(parallelism);
        side(rows, IntakeGate.REJECTS, "rejects", rejectsTopic());
        if (table.isCaptured()) {
            return captured(rows, rowType);
        }
        if (watermarks != null) {
            side(rows, IntakeGate.LATE, "late", lateTopic());
        }
        return rows;
    }

    /** A topic that somebody else has made may have its changes in any order. */
    private void requireOrder() {
        if (table.isCaptured() && job.partitions(table.topic()) != 1) {
            throw new MillraceException(
                    ErrorCode.TOPIC_CONFLICT,
                    "topic \"%s\" has %d partitions, and changes of a table are in order in one only"
                            .formatted(table.topic(), job.partitions(table.topic())),
                    "delete it together with what fills it: the table is captured anew then");
        }
    }

    /** In the task that reads them, so that a row whose key changes is known under both. */
    private DataStream<RowData> captured(DataStream<RowData> changes, InternalTypeInfo<RowData> rowType) {
        // a version of a row ends when it was deleted; all else is taken back as it was
        int endsAt = watermarks == null || !metadata.contains(CapturedTables.CHANGED_AT)
                ? CaptureOperator.NO_TIME
                : columns.length + metadata.indexOf(CapturedTables.CHANGED_AT);
        return DataStreamUtils.reinterpretAsKeyedStream(changes, ChangeRow::key, Types.STRING)
                .transform("capture " + table.name(), rowType, new CaptureOperator(table.name(), rowType, endsAt))
                .uid("capture-" + table.name() + "-from-" + table.topic())
                .setParallelism(1);
    }

    private RowDecoder decoder() {
        if (table.isCaptured()) {
            return new ChangeDecoder(
                    table, columns, metadata.stream().map(ChangeMetadata::of).toList());
        }
        return new RecordDecoder(
                table,
                columns,
                metadata.stream()
                        .map(isOfDatabase ? ReadableMetadata::inTests : ReadableMetadata::of)
                        .toList());
    }

    private Source<IntakeElement, ?, ?> source() {
        RowDecoder decoder = decoder();
        return job.log()
                .fold(
                        kafka -> new IntakeSource(
                                table.topic(),
                                kafka.consumer(),
                                decoder,
                                policy().idle(),
                                kafka.start(),
                                kafka.skipsBacklog(),
                                watermarks == null
                                        ? null
                                        : job.heartbeats(table.topic()).orElse(null),
                                kafka.starts()),
                        memory -> new MemorySource(memory.id(), table.name(), decoder));
    }

    private void side(
            SingleOutputStreamOperator<RowData> rows, OutputTag<OutboundRecord> tag, String kind, String topic) {
        rows.getSideOutput(tag)
                .sinkTo(RecordSinks.of(job.log(), topic, table.name() + "/" + kind + "/"))
                .name(kind + " " + table.name())
                .uid(kind + "-" + table.name())
                .setParallelism(rows.getParallelism());
    }

    private IntakeSpec spec() {
        TablePolicy policy = policy();
        return new IntakeSpec(
                table.name(),
                policy.lateness().toMillis(),
                policy.idle(),
                policy.future().toMillis(),
                policy.eventTimeMin().map(Instant::toEpochMilli).orElse(PartitionClocks.UNSET),
                job.watermarkInterval().toMillis(),
                table.isKeyOrdered(),
                policy.rejects(),
                table.isCaptured(),
                sideRecords(rejectsTopic()),
                sideRecords(watermarks == null || table.isCaptured() ? rejectsTopic() : lateTopic()),
                job.clock());
    }

    private SideRecords sideRecords(String topic) {
        return new SideRecords(job.pipeline().name(), table.name(), job.limits(topic));
    }

    private String rejectsTopic() {
        return SideRecords.rejectsTopic(job.pipeline().name(), table.name());
    }

    private String lateTopic() {
        return SideRecords.lateTopic(job.pipeline().name(), table.name());
    }

    private TablePolicy policy() {
        return job.pipeline().policies().table(table.name());
    }
}
