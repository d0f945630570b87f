package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueFault;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns record keys into the key columns of rows. For one thread, not serializable. */
public final class KeyDecoder {

    private final KeyFormat format;
    private final String name;
    private final JsonRowDecoder json;
    private final JsonScanner in;
    private final ColumnReader.Scalar plain;
    private final GenericRowData values;
    private final DecodeFailure cause = new DecodeFailure();

    /**
     * @param table all physical columns
     * @param columns the key's, as indexes into {@code table}, at least one
     * @throws io.millrace.core.error.MillraceException TABLE_OPTION or TYPE_UNSUPPORTED if the format cannot hold them
     */
    public KeyDecoder(RowType table, int[] columns, KeyFormat format, JsonLimits limits) {
        this.format = format;
        RowType key = KeyColumns.of(table, columns, format);
        name = key.getFieldNames().get(0);
        json = new JsonRowDecoder(key, IntStream.range(0, columns.length).toArray(), limits, false);
        KeyHash hash = new KeyHash();
        in = new JsonScanner(limits, hash);
        plain = format == KeyFormat.RAW
                ? new ColumnReaders(hash, false).scalar(key.getTypeAt(0))
                : new BooleanReader(false);
        values = new GenericRowData(columns.length);
    }

    /**
     * Decodes one key.
     *
     * @param key as Kafka has it, which may be none at all
     * @param positions per key column the field of {@code into} to set; negative where it is not wanted
     * @param failure is told KEY_NULL or KEY_DECODE when the result is false
     */
    public boolean decode(byte @Nullable [] key, GenericRowData into, int[] positions, DecodeFailure failure) {
        if (key == null) {
            failure.report(
                    RejectReason.KEY_NULL, "the record has no key, expected one for column '%s'".formatted(name));
            return false;
        }
        boolean isDecoded = format == KeyFormat.JSON ? json.decode(key, values, cause) : decodePlain(key);
        if (!isDecoded) {
            failure.report(RejectReason.KEY_DECODE, "record key: " + cause.message());
            return false;
        }
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] >= 0) {
                into.setField(positions[i], values.getField(i));
            }
        }
        return true;
    }

    /**
     * Whether two rows agree in some columns, as a key and a value must that both hold them.
     *
     * @param leftColumns as many as {@code rightColumns}
     */
    public static boolean agree(GenericRowData left, int[] leftColumns, GenericRowData right, int[] rightColumns) {
        for (int i = 0; i < leftColumns.length; i++) {
            if (!Objects.deepEquals(left.getField(leftColumns[i]), right.getField(rightColumns[i]))) {
                return false;
            }
        }
        return true;
    }

    private boolean decodePlain(byte[] key) {
        try {
            in.beginPlain(key);
            values.setField(0, plain.fromText(in, 0, key.length));
            return true;
        } catch (ValueFault fault) {
            cause.report(fault.reason(), fault.within(name).message());
            return false;
        }
    }
}
