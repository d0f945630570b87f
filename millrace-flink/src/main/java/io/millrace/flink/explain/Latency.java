package io.millrace.flink.explain;

import java.util.List;

/**
 * How long after a row its result can be read.
 *
 * @param table that holds the result
 * @param total of all waits
 * @param waits on the slowest way from a table that is read, in the order in which a row meets them
 */
public record Latency(String table, Span total, List<Wait> waits) {

    public Latency {
        waits = List.copyOf(waits);
    }
}
