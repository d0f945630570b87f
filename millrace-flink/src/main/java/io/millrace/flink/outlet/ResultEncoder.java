package io.millrace.flink.outlet;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.json.EncodeFailure;
import io.millrace.flink.json.JsonRowEncoder;
import io.millrace.flink.json.KeyEncoder;
import io.millrace.flink.table.StreamTable;
import io.millrace.flink.table.StreamTable.KeyFormat;
import io.millrace.kafka.side.OutboundRecord;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Turns a result into a record for its topic, or says why the topic cannot hold it. One thread. */
final class ResultEncoder {

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
    private final JsonRowEncoder values;
    private final KeyEncoder keys;
    private final int[] keyColumns;
    private final boolean[] required;

    ResultEncoder(OutletSpec spec) {
        this.spec = spec;
        StreamTable table = spec.table();
        values = new JsonRowEncoder(table.type());
        keyColumns = table.keyColumns().stream().mapToInt(Integer::intValue).toArray();
        keys = new KeyEncoder(table.type(), keyColumns, table.keyFormat() == KeyFormat.JSON);
        required = required(table);
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
        try {
            byte[] key = missing >= 0 && isKey(missing) ? null : key(row);
            byte[] value = deletes ? null : values.encode(row);
            if (missing >= 0) {
                return rejected(
                        key,
                        value == null ? new byte[0] : value,
                        RejectReason.SINK_NULL,
                        "column \"" + name(missing) + "\" is NULL, and the table declares it NOT NULL"
                                + (isKey(missing) ? " (it is part of the key)" : ""));
            }
            return fitted(row, key, value);
        } catch (EncodeFailure e) {
            return rejected(null, new byte[0], RejectReason.SINK_REJECTED, e.getMessage());
        }
    }

    private byte @Nullable [] key(RowData row) throws EncodeFailure {
        for (int column : keyColumns) {
            if (!row.isNullAt(column)) {
                return keys.encode(row);
            }
        }
        return null;
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
