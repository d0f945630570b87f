package io.millrace.flink.format;

import org.apache.flink.table.data.RowData;

/** Turns results into values that the format's decoder reads back as the same rows. For one thread. */
public interface ValueEncoder {

    /**
     * Encodes one row.
     *
     * @return refused with SINK_REJECTED for what the format cannot hold; with SINK_NULL for NULL where there must be none
     */
    Encoded encode(RowData row);
}
