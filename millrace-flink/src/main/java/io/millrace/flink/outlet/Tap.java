package io.millrace.flink.outlet;

import io.millrace.flink.log.MemoryLog;
import io.millrace.flink.log.RecordLog;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/** Keeps every row that passes, where the log is in memory: a record no longer says what kind of change it was. */
final class Tap extends RichMapFunction<RowData, RowData> {

    private static final long serialVersionUID = 1L;

    private final String logId;
    private final String table;
    private final TypeSerializer<RowData> copier;
    private transient MemoryLog log;

    @SuppressWarnings("NullAway.Init") // the log is found in open, before the first row
    private Tap(String logId, String table, TypeSerializer<RowData> copier) {
        this.logId = logId;
        this.table = table;
        this.copier = copier;
    }

    /**
     * The rows as they are, tapped if the log is in memory.
     *
     * @param id of the outlet, unique in the pipeline
     */
    static DataStream<RowData> before(RecordLog log, String table, String id, DataStream<RowData> rows) {
        return log.fold(kafka -> rows, memory -> tapped(memory.id(), table, id, rows));
    }

    private static DataStream<RowData> tapped(String logId, String table, String id, DataStream<RowData> rows) {
        TypeSerializer<RowData> copier =
                rows.getType().createSerializer(rows.getExecutionConfig().getSerializerConfig());
        return rows.map(new Tap(logId, table, copier))
                .returns(rows.getType())
                .name("tap " + id)
                .uid("tap-" + id)
                .setParallelism(rows.getParallelism());
    }

    @Override
    public void open(OpenContext context) {
        log = MemoryLog.of(logId);
    }

    @Override
    public RowData map(RowData row) {
        log.change(table, copier.copy(row));
        return row;
    }
}
