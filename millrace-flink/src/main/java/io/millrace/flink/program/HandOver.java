package io.millrace.flink.program;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.sink.DataStreamSinkProvider;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.data.RowData;

/** A sink for the planner, whose rows a program gets instead. */
final class HandOver implements DynamicTableSink {

    private final ProgramRead read;
    private final HandedOver handedOver;

    HandOver(ProgramRead read, HandedOver handedOver) {
        this.read = read;
        this.handedOver = handedOver;
    }

    @Override
    public ChangelogMode getChangelogMode(ChangelogMode requested) {
        return read.isInsertOnly() ? ChangelogMode.insertOnly() : requested;
    }

    @Override
    public DynamicTableSink copy() {
        return new HandOver(read, handedOver);
    }

    @Override
    public String asSummaryString() {
        return "rows of " + read.table() + " for program " + read.program();
    }

    @Override
    public SinkRuntimeProvider getSinkRuntimeProvider(Context context) {
        return new DataStreamSinkProvider() {
            @Override
            public DataStreamSink<?> consumeDataStream(ProviderContext provider, DataStream<RowData> rows) {
                // the planner wants a sink; it belongs to a stand-in of the environment and never becomes part of the
                // job
                DataStreamSink<RowData> unused = rows.sinkTo(new DiscardingSink<>());
                handedOver.put(read, rows, unused.getTransformation());
                return unused;
            }
        };
    }
}
