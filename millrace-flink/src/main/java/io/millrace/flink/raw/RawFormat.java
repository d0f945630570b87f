package io.millrace.flink.raw;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.PlainText;
import java.nio.ByteOrder;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * {@code 'format'='raw'}: the value is the only column.
 *
 * @param charset of text
 * @param isBigEndian the order of the bytes of a number
 */
public record RawFormat(String charset, boolean isBigEndian) implements ValueFormat {

    @Override
    public void requireSupported(RowType table) {
        if (table.getFieldCount() != 1) {
            throw new MillraceException(
                    ErrorCode.TABLE_OPTION,
                    "'format' is 'raw', but the table has %d physical columns: %s"
                            .formatted(table.getFieldCount(), table.getFieldNames()),
                    "declare exactly one, or use 'format'='csv' or 'json'; METADATA columns may stand beside it");
        }
        LogicalType type = table.getTypeAt(0);
        if (!isText(type) && !isBytes(type) && FixedWidth.of(type).isEmpty()) {
            throw new MillraceException(
                    ErrorCode.TYPE_UNSUPPORTED,
                    "column '%s' has type %s, which has no raw form"
                            .formatted(table.getFieldNames().get(0), PlainText.name(type)),
                    "declare it as STRING or BYTES and take it apart in SQL, or use another 'format'");
        }
    }

    @Override
    public ValueDecoder decoder(RowType table, int[] columns, int maxBytes) {
        requireSupported(table);
        String name = table.getFieldNames().get(0);
        return new RawRowDecoder(name, RawValues.of(table.getTypeAt(0), this, maxBytes), columns.length > 0);
    }

    @Override
    public ValueEncoder encoder(RowType table) {
        requireSupported(table);
        String name = table.getFieldNames().get(0);
        return new RawRowEncoder(name, table.getTypeAt(0), RawValues.of(table.getTypeAt(0), this, Integer.MAX_VALUE));
    }

    ByteOrder order() {
        return isBigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    static boolean isBytes(LogicalType type) {
        return type.is(LogicalTypeFamily.BINARY_STRING);
    }
}
