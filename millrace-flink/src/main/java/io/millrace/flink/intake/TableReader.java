package io.millrace.flink.intake;

import io.millrace.flink.table.StreamTable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of a table outside of any job, as its intake does, with all physical columns. One thread. */
public final class TableReader {

    private final StreamTable table;
    private final RecordDecoder decoder;

    public TableReader(StreamTable table) {
        this.table = table;
        this.decoder = decoder(IntStream.range(0, table.type().getFieldCount()).toArray());
    }

    private RecordDecoder decoder(int[] columns) {
        RecordDecoder opened = new RecordDecoder(table, columns, List.of());
        opened.open();
        return opened;
    }

    /** The row, of kind DELETE if the record deletes its key; empty if the table's intake would reject the record. */
    public Optional<RowData> row(ConsumerRecord<byte[], byte[]> record) {
        return row(decoder, record);
    }

    /** As {@link #row}; a column that cannot be read is NULL: an intake looks only at those that its pipeline needs. */
    public RowData readable(ConsumerRecord<byte[], byte[]> record) {
        return row(record).orElseGet(() -> {
            GenericRowData row = new GenericRowData(table.type().getFieldCount());
            for (int column = 0; column < row.getArity(); column++) {
                RowData.FieldGetter alone =
                        RowData.createFieldGetter(table.type().getTypeAt(column), 0);
                row.setField(
                        column,
                        row(decoder(new int[] {column}), record)
                                .map(alone::getFieldOrNull)
                                .orElse(null));
            }
            return row;
        });
    }

    private static Optional<RowData> row(RecordDecoder decoder, ConsumerRecord<byte[], byte[]> record) {
        IntakeElement element = decoder.decode(record);
        return element.kind == IntakeElement.Kind.ROW ? Optional.of(element.row()) : Optional.empty();
    }
}
