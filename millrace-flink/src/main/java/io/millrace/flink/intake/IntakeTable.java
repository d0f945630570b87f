package io.millrace.flink.intake;

import io.millrace.core.pipeline.TablePolicy;
import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.outlet.RecordSinks;
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
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
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
    private int[] columns;
    private List<ReadableMetadata> metadata = List.of();
    private @Nullable DataType producedType;
    private @Nullable WatermarkStrategy<RowData> watermarks;

    public IntakeTable(JobContext job, StreamTable table) {
        this.job = job;
        this.table = table;
        this.columns = IntStream.range(0, table.type().getFieldCount()).toArray();
    }

    @Override
    public ChangelogMode getChangelogMode() {
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
        return ReadableMetadata.all();
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType type) {
        metadata = keys.stream().map(ReadableMetadata::of).toList();
        producedType = type;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public DynamicTableSource copy() {
        IntakeTable copy = new IntakeTable(job, table);
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
        int parallelism = Math.min(job.environment().getParallelism(), job.partitions(table.topic()));
        SingleOutputStreamOperator<RowData> rows = job.environment()
                .fromSource(source(), WatermarkStrategy.noWatermarks(), "read " + name, new IntakeElementType())
                .uid("read-" + name + "-from-" + table.topic())
                .setParallelism(parallelism)
                .transform("intake " + name, rowType, new IntakeGateFactory(spec(), watermarks))
                .uid(gateUid(table))
                .setParallelism(parallelism);
        side(rows, IntakeGate.REJECTS, "rejects", rejectsTopic());
        if (watermarks != null) {
            side(rows, IntakeGate.LATE, "late", lateTopic());
        }
        return rows;
    }

    private Source<IntakeElement, ?, ?> source() {
        RecordDecoder decoder = new RecordDecoder(table, columns, metadata);
        return job.log()
                .fold(
                        kafka -> new IntakeSource(
                                table.topic(),
                                kafka.consumer(),
                                decoder,
                                policy().idle(),
                                kafka.start(),
                                kafka.skipsBacklog(),
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
                sideRecords(rejectsTopic()),
                sideRecords(watermarks == null ? rejectsTopic() : lateTopic()),
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
