package io.millrace.flink.format;

import io.millrace.core.reject.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * What a format made of one value.
 *
 * @param reason nothing when it became a row
 */
public record Decoded(Optional<RejectReason> reason, String message, GenericRowData row) {

    private static final int MAX_BYTES = 1 << 20;

    /** @param columns as in CREATE TABLE */
    public static RowType table(String columns) {
        return (RowType) LogicalTypeParser.parse("ROW<" + columns + ">", Decoded.class.getClassLoader());
    }

    public static Decoded of(ValueFormat format, String columns, String value) {
        return of(format, columns, value.getBytes(StandardCharsets.UTF_8));
    }

    /** With every column wanted. */
    public static Decoded of(ValueFormat format, String columns, byte[] value) {
        return of(decoder(format, table(columns)), value, table(columns).getFieldCount());
    }

    public static ValueDecoder decoder(ValueFormat format, RowType table) {
        return format.decoder(table, IntStream.range(0, table.getFieldCount()).toArray(), MAX_BYTES);
    }

    /** @param arity how many columns are wanted */
    public static Decoded of(ValueDecoder decoder, byte[] value, int arity) {
        GenericRowData row = new GenericRowData(arity);
        DecodeFailure failure = new DecodeFailure();
        boolean isDecoded = decoder.decode(value, row, failure);
        return new Decoded(
                isDecoded ? Optional.empty() : Optional.of(failure.reason()), isDecoded ? "" : failure.message(), row);
    }

    /** The first field, of a value that became a row. */
    public Object value() {
        if (reason.isPresent()) {
            throw new AssertionError(reason.get() + ": " + message);
        }
        return row.getField(0);
    }
}
