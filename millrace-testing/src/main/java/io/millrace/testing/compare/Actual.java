package io.millrace.testing.compare;

import java.util.List;

/**
 * What a stream holds.
 *
 * @param columns all, in declared order
 * @param key the columns that tell rows apart; empty where rows only add up
 * @param rows in the order in which they came out; of a keyed table its final state, unless it is a changelog
 */
public record Actual(List<String> columns, List<String> key, List<ActualRow> rows) {

    public Actual {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rows = List.copyOf(rows);
    }
}
