package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;

/**
 * What a decoder made of one document.
 *
 * @param reason nothing when it became a row
 */
record Decoding(Optional<RejectReason> reason, String message, GenericRowData row, int undeclared) {

    /** @param columns as in CREATE TABLE */
    static RowType table(String columns) {
        return (RowType) LogicalTypeParser.parse("ROW<" + columns + ">", Decoding.class.getClassLoader());
    }

    static int[] all(RowType table) {
        return IntStream.range(0, table.getFieldCount()).toArray();
    }

    static Decoding strict(String columns, String json) {
        return decode(table(columns), json.getBytes(StandardCharsets.UTF_8), false);
    }

    static Decoding coerced(String columns, String json) {
        return decode(table(columns), json.getBytes(StandardCharsets.UTF_8), true);
    }

    static Decoding decode(RowType table, byte[] json, boolean coerce) {
        return decode(new JsonRowDecoder(table, all(table), JsonLimits.DEFAULT, coerce), json, table.getFieldCount());
    }

    static Decoding decode(JsonRowDecoder decoder, byte[] json, int arity) {
        GenericRowData row = new GenericRowData(arity);
        DecodeFailure failure = new DecodeFailure();
        boolean isDecoded = decoder.decode(json, row, failure);
        return new Decoding(
                isDecoded ? Optional.empty() : Optional.of(failure.reason()),
                isDecoded ? "" : failure.message(),
                row,
                decoder.undeclaredFields());
    }

    /** The first field, of a document that became a row. */
    Object value() {
        if (reason.isPresent()) {
            throw new AssertionError(reason.get() + ": " + message);
        }
        return row.getField(0);
    }
}
