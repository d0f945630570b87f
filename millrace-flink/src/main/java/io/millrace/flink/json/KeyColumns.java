package io.millrace.flink.json;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.util.Arrays;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** The part of a table that its record keys hold. */
final class KeyColumns {

    private KeyColumns() {}

    /**
     * The key columns as a row of their own.
     *
     * @throws MillraceException TABLE_OPTION or TYPE_UNSUPPORTED if {@code format} cannot hold them
     */
    static RowType of(RowType table, int[] columns, KeyFormat format) {
        RowType key = RowType.of(
                Arrays.stream(columns).mapToObj(table::getTypeAt).toArray(LogicalType[]::new),
                Arrays.stream(columns).mapToObj(table.getFieldNames()::get).toArray(String[]::new));
        if (format == KeyFormat.RAW) {
            requireOnePlain(key);
        }
        JsonTypes.requireSupported(key);
        return key;
    }

    private static void requireOnePlain(RowType key) {
        if (key.getFieldCount() != 1) {
            throw new MillraceException(
                    ErrorCode.TABLE_OPTION,
                    "'key.format' is 'raw', but the key has %d columns: %s"
                            .formatted(key.getFieldCount(), key.getFieldNames()),
                    "set 'key.format'='json', or name one column in 'key.fields'");
        }
        if (!JsonTypes.isScalar(key.getTypeAt(0))) {
            throw new MillraceException(
                    ErrorCode.TYPE_UNSUPPORTED,
                    "key column '%s' has type %s, which has no form as plain text"
                            .formatted(key.getFieldNames().get(0), JsonTypes.name(key.getTypeAt(0))),
                    "set 'key.format'='json'");
        }
    }
}
