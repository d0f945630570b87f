package io.millrace.testing.run;

import io.millrace.flink.table.StreamTable;
import java.io.Serializable;
import java.util.Map;

/**
 * A table of a planned pipeline as a test sees it.
 *
 * @param table how its records are written, also where its own connector has been replaced
 * @param isRead whether the pipeline reads it
 * @param isWritten whether the pipeline writes it
 * @param hasEventTime whether it declares a watermark, so that rows can be late
 * @param otherColumns that no record's value holds, for messages: metadata columns with their metadata's name, computed
 *     ones with an empty text
 */
public record TableShape(
        StreamTable table, boolean isRead, boolean isWritten, boolean hasEventTime, Map<String, String> otherColumns)
        implements Serializable {

    public TableShape {
        otherColumns = Map.copyOf(otherColumns);
    }

    /** Of physical columns alone. */
    public TableShape(StreamTable table, boolean isRead, boolean isWritten, boolean hasEventTime) {
        this(table, isRead, isWritten, hasEventTime, Map.of());
    }
}
