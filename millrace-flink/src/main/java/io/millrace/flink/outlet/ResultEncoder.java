package io.millrace.flink.outlet;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.json.KeyEncoder;
import io.millrace.flink.table.StreamTable;
import io.millrace.kafka.side.OutboundRecord;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Turns a result into a record for its topic, or says why the topic cannot hold it. One thread. */
final class ResultEncoder {

    /** Stands for a key or value that is null. */
    private static final Encoded NO_BYTES = new Encoded.Bytes(new byte[0]);

    private static final String[] NO_NAMES = {};
    private static final byte[][] NO_VALUES = {};

    /**
     * What came of a row: a record, or a reason with as much of key and value as could be encoded.
     *
     * @param record null exactly if the row is rejected
     */
    record Result(
            @Nullable OutboundRecord record,
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable RejectReason rejectReason,
            String message) {

        RejectReason reason() {
            return Objects.requireNonNull(rejectReason);
        }
    }

    private final OutletSpec spec;
    private final ValueEncoder values;
    private final @Nullable KeyEncoder keys;
    private final int[] keyColumns;
    private final boolean[] required;

    ResultEncoder(OutletSpec spec) {
        this.spec = spec;
        StreamTable table = spec.table();
        RowType nullable = nullable(table.type());
        values = table.format().encoder(nullable);
        keyColumns = table.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        keys = keyColumns.length == 0 ? null : new KeyEncoder(nullable, keyColumns, table.keyFormat());
        required = required(table);
    }

    /** A row with a NULL where there must be none is still encoded, to be kept as a reject. */
    private static RowType nullable(RowType type) {
        return new RowType(type.getFields().stream()
                .map(field ->
                        new RowType.RowField(field.getName(), field.getType().copy(true)))
                .toList());
    }

    private static boolean[] required(StreamTable table) {
        List<RowType.RowField> fields = table.type().getFields();
        boolean[] required = new boolean[fields.size()];
        for (int column = 0; column < required.length; column++) {
            boolean isKey = table.isUpsert() && table.keyColumns().contains(column);
            required[column] = isKey || !fields.get(column).getType().isNullable();
        }
        return required;
    }

    /** @param deletes whether the row's key is to be deleted rather than the row written */
    Result encode(RowData row, boolean deletes) {
        int missing = firstMissing(row, deletes);
        Encoded key = key(row);
        Encoded value = deletes ? NO_BYTES : values.encode(row);
        byte[] keyBytes = bytes(key);
        byte[] valueBytes = deletes ? null : bytes(value);
        if (missing >= 0) {
            return rejected(
                    keyBytes,
                    valueBytes,
                    RejectReason.SINK_NULL,
                    "column \"" + name(missing) + "\" is NULL, and the table declares it NOT NULL"
                            + (isKey(missing) ? " (it is part of the key)" : ""));
        }
        return refusal(key)
                .or(() -> refusal(value))
                .map(refused -> rejected(keyBytes, valueBytes, refused.reason(), refused.message()))
                .orElseGet(() -> fitted(row, keyBytes, valueBytes));
    }

    /** No key at all where every key column is NULL, as for a table without one. */
    private Encoded key(RowData row) {
        for (int column : keyColumns) {
            if (!row.isNullAt(column)) {
                return Objects.requireNonNull(keys).encode(row);
            }
        }
        return NO_BYTES;
    }

    private static byte @Nullable [] bytes(Encoded encoded) {
        return encoded instanceof Encoded.Bytes bytes && encoded != NO_BYTES ? bytes.bytes() : null;
    }

    private static Optional<Encoded.Refused> refusal(Encoded encoded) {
        return encoded instanceof Encoded.Refused refused ? Optional.of(refused) : Optional.empty();
    }

    private Result fitted(RowData row, byte @Nullable [] key, byte @Nullable [] value) {
        Header[] headers = headers(row);
        if (!spec.limits().fits(key, value, headers)) {
            return rejected(
                    key,
                    value,
                    RejectReason.SINK_TOO_LARGE,
                    "the record is larger than the " + spec.limits().maxRecordBytes() + " bytes that topic \""
                            + spec.table().topic() + "\" takes");
        }
        String[] names = headers.length == 0 ? NO_NAMES : new String[headers.length];
        byte[][] contents = headers.length == 0 ? NO_VALUES : new byte[headers.length][];
        for (int index = 0; index < headers.length; index++) {
            names[index] = headers[index].key();
            contents[index] = headers[index].value();
        }
        return new Result(
                new OutboundRecord(OutboundRecord.BY_KEY, key, value, timestamp(row), names, contents),
                key,
                value,
                null,
                "");
    }

    private static Result rejected(
            byte @Nullable [] key, byte @Nullable [] value, RejectReason reason, @Nullable String message) {
        return new Result(null, key, value, reason, message == null ? "" : message);
    }

    /** A delete needs its key only. */
    private int firstMissing(RowData row, boolean deletes) {
        for (int column = 0; column < required.length; column++) {
            if (required[column] && row.isNullAt(column) && (!deletes || isKey(column))) {
                return column;
            }
        }
        return -1;
    }

    private boolean isKey(int column) {
        return spec.table().keyColumns().contains(column);
    }

    private String name(int column) {
        return spec.table().type().getFieldNames().get(column);
    }

    private long timestamp(RowData row) {
        int position = spec.metadata().timestamp();
        if (position == WritableMetadata.Positions.ABSENT || row.isNullAt(position)) {
            return OutboundRecord.NOW;
        }
        long wanted = row.getTimestamp(position, 3).getMillisecond();
        return spec.limits().timestamp(wanted, spec.clock().millis());
    }

    private Header[] headers(RowData row) {
        int position = spec.metadata().headers();
        if (position == WritableMetadata.Positions.ABSENT || row.isNullAt(position)) {
            return new Header[0];
        }
        MapData map = row.getMap(position);
        ArrayData names = map.keyArray();
        ArrayData contents = map.valueArray();
        Header[] headers = new Header[map.size()];
        for (int index = 0; index < headers.length; index++) {
            headers[index] = new RecordHeader(
                    names.getString(index).toString(), contents.isNullAt(index) ? null : contents.getBinary(index));
        }
        return headers;
    }
}
