package io.millrace.flink.outlet;

import io.millrace.flink.table.JobContext;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.SideRecords;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** A stream as a table to write: outlet, rejects of results, and the sink. */
public final class OutletTable implements DynamicTableSink, SupportsWritingMetadata {

    private final JobContext job;
    private final StreamTable table;
    private List<String> metadata = List.of();

    public OutletTable(JobContext job, StreamTable table) {
        this.job = job;
        this.table = table;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return table.isUpsert() ? ChangelogMode.upsert() : ChangelogMode.insertOnly();
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return WritableMetadata.all();
    }

    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {
        metadata = keys;
    }

    @Override
    public DynamicTableSink copy() {
        OutletTable copy = new OutletTable(job, table);
        copy.metadata = metadata;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "millrace outlet of " + table.name();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                return write(new DataStream<>(job.environment(), rows.getTransformation()));
            }
        };
    }

    /** @param rows in the job's own environment */
    public DataStreamSink<?> write(DataStream<RowData> rows) {
        int number = job.sinkNumber(table.name());
        String id = table.name() + (number == 1 ? "" : "-" + number);
        OutletSpec spec = new OutletSpec(
                table,
                WritableMetadata.positions(metadata, table.type().getFieldCount()),
                job.limits(table.topic()),
                new SideRecords(job.pipeline().name(), table.name(), job.limits(rejectsTopic())),
                job.clock());
        SingleOutputStreamOperator<OutboundRecord> records = Tap.before(job.log(), table.name(), id, rows)
                .transform("outlet " + id, TypeInformation.of(OutboundRecord.class), new OutletOperatorFactory(spec))
                .uid("outlet-" + id)
                .setParallelism(rows.getParallelism());
        records.getSideOutput(OutletOperator.REJECTS)
                .sinkTo(RecordSinks.of(job.log(), rejectsTopic(), table.name() + "/outlet-rejects/" + number + "/"))
                .name("rejects of outlet " + id)
                .uid("outlet-rejects-" + id)
                .setParallelism(rows.getParallelism());
        return records.sinkTo(RecordSinks.of(job.log(), table.topic(), table.name() + "/write/" + number + "/"))
                .name("write " + id)
                .uid("write-" + id)
                .setParallelism(rows.getParallelism());
    }

    private String rejectsTopic() {
        return SideRecords.rejectsTopic(job.pipeline().name(), table.name());
    }
}
