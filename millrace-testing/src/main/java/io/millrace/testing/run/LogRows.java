package io.millrace.testing.run;

import io.millrace.flink.intake.TableReader;
import io.millrace.flink.log.MemoryLog;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.SideRecords;
import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import io.millrace.testing.compare.PlainValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads what a job has written into its log. */
final class LogRows {

    private final PlannedPipeline pipeline;
    private final MemoryLog log;

    LogRows(PlannedPipeline pipeline, MemoryLog log) {
        this.pipeline = pipeline;
        this.log = log;
    }

    /** From the records of the table's topic, read as who consumes them would; of a replaced table, from its changes. */
    Actual written(String name) {
        StreamTable table = pipeline.table(name).table();
        FinalState state = new FinalState(key(table));
        if (pipeline.isReplaced(name)) {
            log.changes(name).forEach(row -> state.apply(row.getRowKind(), PlainValues.cells(row, table.type())));
            return actual(table, state.rows());
        }
        if (!table.isUpsert()) {
            return actual(table, inOrder(table));
        }
        TableReader reader = new TableReader(table);
        for (ConsumerRecord<byte[], byte[]> record : log.written(table.topic())) {
            RowData row = reader.row(record).orElseThrow(() -> unreadable(table, record));
            state.apply(row.getRowKind(), PlainValues.cells(row, table.type()));
        }
        return actual(table, state.rows());
    }

    private List<Map<String, @Nullable Object>> inOrder(StreamTable table) {
        // every column stands in the value; a row whose key columns are all NULL has no key
        TableReader reader = new TableReader(new StreamTable(
                table.name(),
                table.topic(),
                table.type(),
                List.of(),
                table.keyFormat(),
                false,
                table.format(),
                table.maxBytes(),
                false));
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : log.written(table.topic())) {
            RowData row = reader.row(record).orElseThrow(() -> unreadable(table, record));
            rows.add(PlainValues.cells(row, table.type()));
        }
        return rows;
    }

    private static IllegalStateException unreadable(StreamTable table, ConsumerRecord<byte[], byte[]> record) {
        return new IllegalStateException("table " + table.name() + " cannot read its own record " + record.offset());
    }

    /** Every change that came to the table, in order. */
    Actual changes(String name) {
        StreamTable table = pipeline.table(name).table();
        List<ActualRow> rows = new ArrayList<>();
        for (RowData row : log.changes(name)) {
            rows.add(new ActualRow(Optional.of(row.getRowKind().shortString()), PlainValues.cells(row, table.type())));
        }
        return new Actual(table.type().getFieldNames(), key(table), rows);
    }

    Actual late(String name) {
        StreamTable table = pipeline.table(name).table();
        return new LateRows(table)
                .of(log.written(SideRecords.lateTopic(pipeline.pipeline().name(), name)));
    }

    Actual rejects(String name) {
        return RejectRows.of(
                log.written(SideRecords.rejectsTopic(pipeline.pipeline().name(), name)));
    }

    private static List<String> key(StreamTable table) {
        return table.isUpsert() ? table.keyType().getFieldNames() : List.of();
    }

    private static Actual actual(StreamTable table, List<Map<String, @Nullable Object>> rows) {
        return new Actual(
                table.type().getFieldNames(),
                key(table),
                rows.stream().map(row -> new ActualRow(Optional.empty(), row)).toList());
    }
}
