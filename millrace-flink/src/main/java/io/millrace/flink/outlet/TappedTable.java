package io.millrace.flink.outlet;

import io.millrace.flink.table.JobContext;
import io.millrace.flink.table.StreamTable;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.sink.abilities.SupportsWritingMetadata;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Stands for a table with a connector: takes any change, and keeps it for who looks. Only with a log in memory. */
public final class TappedTable implements DynamicTableSink, SupportsWritingMetadata {

    private final JobContext job;
    private final StreamTable table;

    public TappedTable(JobContext job, StreamTable table) {
        this.job = job;
        this.table = table;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return requested;
    }

    @Override
    public Map<String, DataType> listWritableMetadata() {
        return WritableMetadata.all();
    }

    /** Rows then carry metadata behind their columns, which nobody looks at. */
    @Override
    public void applyWritableMetadata(List<String> keys, DataType consumedType) {}

    @Override
    public DynamicTableSink copy() {
        return new TappedTable(job, table);
    }

    @Override
    public String asSummaryString() {
        return "millrace stand-in for " + table.name();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                return build(new DataStream<>(job.environment(), rows.getTransformation()));
            }
        };
    }

    private DataStreamSink<?> build(DataStream<RowData> rows) {
        String id = table.name() + "-" + job.sinkNumber(table.name());
        return Tap.before(job.log(), table.name(), id, rows)
                .sinkTo(new DiscardingSink<>())
                .name("discard " + id)
                .uid("discard-" + id)
                .setParallelism(rows.getParallelism());
    }
}
