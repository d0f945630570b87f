package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Turns JSON documents into rows. Every document is validated as a whole: grammar (RFC 8259), UTF-8, keys that stand
 * twice in any object, depth, size, length of numbers. Types and NOT NULL are checked for the wanted columns only.
 *
 * <p>Of several faults the first in the document counts; a value is judged at its end, so a fault inside it comes
 * before its own, and a missing field is known at the end of its object.
 *
 * <p>Made where it is used: it keeps buffers, is for one thread, and is not serializable.
 */
public final class JsonRowDecoder implements ValueDecoder {

    private final JsonScanner in;
    private final RowReader rows;

    /**
     * @param table all physical columns, in the order of their declaration
     * @param columns which of them to decode, as indexes into {@code table}, in the order of the row
     * @param coerce whether conversions that lose nothing are made: text to number or boolean, {@code 12.0} to INT,
     *     numbers and booleans to text
     * @throws io.millrace.core.error.MillraceException TYPE_UNSUPPORTED if JSON cannot hold one of the table's types
     */
    public JsonRowDecoder(RowType table, int[] columns, JsonLimits limits, boolean coerce) {
        JsonTypes.requireSupported(table);
        KeyHash hash = new KeyHash();
        in = new JsonScanner(limits, hash);
        rows = new ColumnReaders(hash, coerce).projected(table, columns);
    }

    @Override
    public boolean decode(byte[] value, GenericRowData into, DecodeFailure failure) {
        try {
            in.begin(value);
            document(into);
            return true;
        } catch (ValueFault fault) {
            failure.report(fault.reason(), fault.message());
            return false;
        }
    }

    /** Those at the top. */
    @Override
    public int undeclaredFields() {
        return rows.undeclared();
    }

    private void document(GenericRowData into) {
        int start = in.white(in.position());
        if (start == in.end()) {
            throw new ValueFault(RejectReason.DECODE_EMPTY, "the value is empty, expected a JSON object");
        }
        in.moveTo(start);
        if (in.current() != '{') {
            throw noObject();
        }
        rows.readInto(in, into);
        int rest = in.white(in.position());
        if (rest != in.end()) {
            throw new ValueFault(RejectReason.DECODE_TRAILING, "the document goes on behind its end at byte " + rest);
        }
    }

    private ValueFault noObject() {
        String found =
                switch (in.current()) {
                    case '[' -> "an array";
                    case '"' -> "text";
                    case 'n' -> "null";
                    case 't', 'f' -> "a boolean";
                    default -> "a number";
                };
        in.skip();
        return new ValueFault(RejectReason.DECODE_SHAPE, "expected a JSON object, found " + found);
    }
}
