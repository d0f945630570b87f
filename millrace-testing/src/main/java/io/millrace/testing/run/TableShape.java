package io.millrace.testing.run;

import io.millrace.flink.table.StreamTable;

/**
 * A table of a planned pipeline as a test sees it.
 *
 * @param table how its records are written, also where its own connector has been replaced
 * @param isRead whether the pipeline reads it
 * @param isWritten whether the pipeline writes it
 * @param hasEventTime whether it declares a watermark, so that rows can be late
 */
public record TableShape(StreamTable table, boolean isRead, boolean isWritten, boolean hasEventTime) {}
