package io.millrace.flink.plan;

import io.millrace.flink.table.StreamTable;
import java.util.List;

/**
 * What a pattern reads that reads one table, row by row, with nothing in between that gathers, joins or orders anew.
 *
 * @param table by name
 * @param partitionedBy columns of the table among those in its PARTITION BY; computed ones are left out
 * @param partitionedByAs how the pattern itself calls all of them
 */
public record PatternInput(String table, List<String> partitionedBy, List<String> partitionedByAs) {

    public PatternInput {
        partitionedBy = List.copyOf(partitionedBy);
        partitionedByAs = List.copyOf(partitionedByAs);
    }

    /** The columns of the topic's key that the pattern is not partitioned by. */
    public List<String> missing(StreamTable from) {
        return from.keyType().getFieldNames().stream()
                .filter(column -> !partitionedBy.contains(column))
                .toList();
    }

    /** Whether each of its keys gets its rows in the order of their event times. */
    public boolean isInOrder(StreamTable from) {
        return from.isKeyOrdered() && missing(from).isEmpty();
    }
}
