package io.millrace.flink.intake;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.json.JsonLimits;
import io.millrace.flink.json.KeyDecoder;
import io.millrace.flink.table.StreamTable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns Kafka records into rows: value, key and metadata columns. One thread after {@link #open}.
 *
 * <p>A key column may be missing in the value; it is then taken from the record key. Where both have it, they must
 * agree.
 */
final class RecordDecoder implements RowDecoder {

    private static final long serialVersionUID = 1L;

    private final StreamTable table;
    private final int[] columns;
    private final ReadableMetadata[] metadata;

    /** For each key column where the row has it, or -1. */
    private final int[] keyPositions;

    private final int[] everyColumn;
    private final boolean needsKey;
    private transient ValueDecoder values;
    private transient @Nullable KeyDecoder keys;
    private transient DecodeFailure failure;

    /**
     * @param columns of the table that the plan needs, in the order of the row
     * @param metadata columns behind them
     */
    @SuppressWarnings("NullAway.Init") // the decoders are made in open, where they are used
    RecordDecoder(StreamTable table, int[] columns, List<ReadableMetadata> metadata) {
        this.table = table;
        this.columns = columns.clone();
        this.metadata = metadata.toArray(ReadableMetadata[]::new);
        this.keyPositions = table.keyPositions(columns);
        this.everyColumn = IntStream.range(0, keyPositions.length).toArray();
        this.needsKey = Arrays.stream(keyPositions).anyMatch(position -> position >= 0);
    }

    @Override
    public void open() {
        values = table.format().decoder(valueType(), columns, table.maxBytes());
        if (needsKey) {
            int[] keyColumns =
                    table.keyColumns().stream().mapToInt(Integer::intValue).toArray();
            keys = new KeyDecoder(table.type(), keyColumns, table.keyFormat(), JsonLimits.of(table.maxBytes()));
        }
        failure = new DecodeFailure();
    }

    /** The table's type with key columns that need not be in the value. */
    private RowType valueType() {
        return new RowType(IntStream.range(0, table.type().getFieldCount())
                .mapToObj(index -> {
                    RowType.RowField field = table.type().getFields().get(index);
                    LogicalType type =
                            table.keyColumns().contains(index) ? field.getType().copy(true) : field.getType();
                    return new RowType.RowField(field.getName(), type);
                })
                .toList());
    }

    @Override
    public IntakeElement decode(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return tombstone(record);
        }
        GenericRowData row = new GenericRowData(columns.length + metadata.length);
        if (!values.decode(value, row, failure)) {
            return IntakeElement.reject(record, failure.reason(), failure.message());
        }
        if (keyPositions.length > 0) {
            IntakeElement contradiction = key(record, row);
            if (contradiction != null) {
                return contradiction;
            }
        }
        if (table.isUpsert()) {
            row.setRowKind(RowKind.UPDATE_AFTER);
        }
        return IntakeElement.row(record, withMetadata(row, record), values.undeclaredFields() > 0);
    }

    private IntakeElement tombstone(ConsumerRecord<byte[], byte[]> record) {
        if (!table.isUpsert()) {
            return IntakeElement.reject(
                    record,
                    RejectReason.TOMBSTONE_UNEXPECTED,
                    "the value is null, and table \"" + table.name() + "\" has no PRIMARY KEY to delete by");
        }
        GenericRowData row = new GenericRowData(RowKind.DELETE, columns.length + metadata.length);
        IntakeElement contradiction = key(record, row);
        return contradiction != null ? contradiction : IntakeElement.row(record, withMetadata(row, record), false);
    }

    /** Completes the row from the record key; a reject if the key is missing, unreadable or contradicts the row. */
    private @Nullable IntakeElement key(ConsumerRecord<byte[], byte[]> record, GenericRowData row) {
        if (record.key() == null) {
            return IntakeElement.reject(
                    record,
                    RejectReason.KEY_NULL,
                    "the record has no key, expected one for " + table.keyType().getFieldNames());
        }
        if (keys == null) {
            return null;
        }
        GenericRowData decoded = new GenericRowData(keyPositions.length);
        if (!keys.decode(record.key(), decoded, everyColumn, failure)) {
            return IntakeElement.reject(record, failure.reason(), failure.message());
        }
        for (int index = 0; index < keyPositions.length; index++) {
            int position = keyPositions[index];
            if (position < 0) {
                continue;
            }
            if (row.isNullAt(position)) {
                row.setField(position, decoded.getField(index));
            } else if (!Objects.deepEquals(decoded.getField(index), row.getField(position))) {
                return IntakeElement.reject(
                        record,
                        RejectReason.KEY_MISMATCH,
                        "field \"" + table.keyType().getFieldNames().get(index)
                                + "\" differs between the record key and the value");
            }
        }
        return null;
    }

    private GenericRowData withMetadata(GenericRowData row, ConsumerRecord<byte[], byte[]> record) {
        for (int index = 0; index < metadata.length; index++) {
            row.setField(columns.length + index, metadata[index].read(record));
        }
        return row;
    }
}
