package io.millrace.flink.json;

import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFormat;
import org.apache.flink.table.types.logical.RowType;

/**
 * {@code 'format'='json'}.
 *
 * @param coerce whether conversions between JSON types are made that lose nothing
 */
public record JsonFormat(boolean coerce) implements ValueFormat {

    @Override
    public void requireSupported(RowType table) {
        JsonTypes.requireSupported(table);
    }

    @Override
    public ValueDecoder decoder(RowType table, int[] columns, int maxBytes) {
        return new JsonRowDecoder(table, columns, JsonLimits.of(maxBytes), coerce);
    }

    @Override
    public ValueEncoder encoder(RowType table) {
        return new JsonRowEncoder(table);
    }
}
