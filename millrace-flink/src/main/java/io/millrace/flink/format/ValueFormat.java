package io.millrace.flink.format;

import java.io.Serializable;
import org.apache.flink.table.types.logical.RowType;

/** How a stream's values are written: {@code 'format'} of a table with its options. */
public interface ValueFormat extends Serializable {

    /**
     * @param table all physical columns, in the order of their declaration
     * @throws io.millrace.core.error.MillraceException TABLE_OPTION or TYPE_UNSUPPORTED, with all that the format cannot
     *     hold
     */
    void requireSupported(RowType table);

    /**
     * @param table as passed {@link #requireSupported}
     * @param columns which of them to decode, as indexes into {@code table}, in the order of the row
     * @param maxBytes a longer value is refused
     */
    ValueDecoder decoder(RowType table, int[] columns, int maxBytes);

    /** @param table as passed {@link #requireSupported}; rows have its columns in this order */
    ValueEncoder encoder(RowType table);
}
