package io.millrace.testing.script;

import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.json.KeyEncoder;
import io.millrace.flink.table.StreamTable;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as a table's outlet does. A NULL where there must be none is written too, so that a test can see the
 * intake reject it. One thread.
 */
final class RecordEncoder {

    private final int[] keyColumns;
    private final ValueEncoder values;
    private final ValueDecoder decoder;
    private final @Nullable KeyEncoder keys;
    private final int columns;
    private final DecodeFailure failure = new DecodeFailure();

    RecordEncoder(StreamTable table) {
        RowType type = nullable(table.type());
        columns = type.getFieldCount();
        keyColumns = table.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        values = table.format().encoder(type);
        decoder = table.format().decoder(type, IntStream.range(0, columns).toArray(), table.maxBytes());
        keys = keyColumns.length == 0 ? null : new KeyEncoder(type, keyColumns, table.keyFormat());
    }

    private static RowType nullable(RowType type) {
        return new RowType(type.getFields().stream()
                .map(field ->
                        new RowType.RowField(field.getName(), field.getType().copy(true)))
                .toList());
    }

    Encoded value(GenericRowData row) {
        return values.encode(row);
    }

    /** Empty for none: where the table has no key columns, or all of them are NULL. */
    Optional<Encoded> key(GenericRowData row) {
        if (keys != null) {
            for (int column : keyColumns) {
                if (!row.isNullAt(column)) {
                    return Optional.of(keys.encode(row));
                }
            }
        }
        return Optional.empty();
    }

    /** The key that a row of this value has; none if the value is no row. */
    byte @Nullable [] keyOf(byte[] value) {
        GenericRowData row = new GenericRowData(columns);
        if (keys == null || !decoder.decode(value, row, failure)) {
            return null;
        }
        return key(row).flatMap(key -> key.fold(bytes -> Optional.of(bytes.bytes()), refused -> Optional.empty()))
                .orElse(null);
    }
}
