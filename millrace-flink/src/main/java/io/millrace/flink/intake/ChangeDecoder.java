package io.millrace.flink.intake;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.json.ChangeDocument;
import io.millrace.flink.json.ChangeDocument.Operation;
import io.millrace.flink.table.StreamTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Turns the records of a captured table into changes of its rows. */
final class ChangeDecoder implements RowDecoder {

    private static final long serialVersionUID = 1L;

    /** Debezium's header at the delete of a row whose key has changed. */
    private static final String NEXT_KEY = "__debezium.newkey";

    private final StreamTable table;
    private final int[] columns;
    private final ChangeMetadata[] metadata;
    private final int width;
    private transient ChangeDocument document;
    private transient DecodeFailure failure;

    /**
     * @param columns of the table that the plan needs, in the order of the row
     * @param metadata columns behind them
     */
    @SuppressWarnings("NullAway.Init") // made in open, where they are used
    ChangeDecoder(StreamTable table, int[] columns, List<ChangeMetadata> metadata) {
        this.table = table;
        this.columns = columns.clone();
        this.metadata = metadata.toArray(ChangeMetadata[]::new);
        this.width = columns.length + metadata.size();
    }

    @Override
    public void open() {
        document = new ChangeDocument(table.type(), columns, table.maxBytes());
        failure = new DecodeFailure();
    }

    @Override
    public IntakeElement decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return IntakeElement.reject(
                    record, RejectReason.CDC_ENVELOPE, "this is no change of a row: the value is null");
        }
        Operation operation = document.decode(record.value(), failure);
        if (operation == null) {
            if (failure.reason() == RejectReason.FIELD_MISSING) {
                throw changed(failure.message());
            }
            return record.key() == null
                    ? IntakeElement.reject(record, failure.reason(), failure.message())
                    : IntakeElement.rejectedChange(
                            record, failure.reason(), failure.message(), ChangeRow.rejected(width, key(record)));
        }
        if (operation == Operation.TRUNCATE) {
            return change(record, operation, "", RowKind.DELETE);
        }
        if (record.key() == null) {
            return IntakeElement.reject(
                    record, RejectReason.KEY_NULL, "the change has no key: its table has no primary key");
        }
        String key = key(record);
        if (operation == Operation.DELETE) {
            return change(record, operation, key, RowKind.DELETE);
        }
        return change(record, operation, key, RowKind.UPDATE_AFTER);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private IntakeElement change(ConsumerRecord<byte[], byte[]> record, Operation operation, String key, RowKind kind) {
        GenericRowData row = ChangeRow.of(kind, width, key);
        if (kind == RowKind.UPDATE_AFTER) {
            GenericRowData after = document.after();
            for (int column = 0; column < columns.length; column++) {
                row.setField(column, document.unsent().get(column) ? null : after.getField(column));
            }
            if (!document.unsent().isEmpty()) {
                ChangeRow.setUnsent(row, width, document.unsent());
            }
        }
        for (int index = 0; index < metadata.length; index++) {
            row.setField(columns.length + index, metadata[index].read(document, operation));
        }
        Header next = record.headers().lastHeader(NEXT_KEY);
        if (kind == RowKind.DELETE && next != null) {
            ChangeRow.setNextKey(row, width, new String(next.value(), StandardCharsets.UTF_8));
        }
        Change.Kind what =
                switch (operation) {
                    case READ -> Change.Kind.SNAPSHOT;
                    case CREATE, UPDATE, DELETE -> Change.Kind.LOGGED;
                    case TRUNCATE -> Change.Kind.TRUNCATED;
                };
        return IntakeElement.change(record, row, false, new Change(document.position(), key, what));
    }

    /** Going on would leave the column empty in silence. */
    private SuppressRestartsException changed(String why) {
        return new SuppressRestartsException(new MillraceException(
                ErrorCode.TABLE_CHANGED,
                "table %s of the database has not the columns that table \"%s\" declares: %s"
                        .formatted(table.source().qualified(), table.name(), why),
                "take the column out of the pipeline, or put it back into the database; it goes on where it was"));
    }
}
