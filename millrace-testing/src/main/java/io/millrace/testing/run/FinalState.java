package io.millrace.testing.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;
import org.jspecify.annotations.Nullable;

/** What a table holds after its changes, one after the other: by key, or as a bag of rows where there is none. */
final class FinalState {

    private final List<String> key;
    private final Map<Cells, Map<String, @Nullable Object>> byKey = new LinkedHashMap<>();
    private final List<Cells> bag = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    /** Values that are equal by their content, arrays of bytes among them. */
    private record Cells(@Nullable Object[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Cells that && Arrays.deepEquals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(values);
        }
    }

    /** @param key columns; empty for none */
    FinalState(List<String> key) {
        this.key = key;
    }

    void apply(RowKind kind, Map<String, @Nullable Object> row) {
        boolean isGone = kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE;
        if (key.isEmpty()) {
            Cells cells = new Cells(row.values().toArray());
            if (!isGone) {
                bag.add(cells);
                rows.add(row);
            } else if (bag.contains(cells)) {
                int last = bag.lastIndexOf(cells);
                bag.remove(last);
                rows.remove(last);
            }
            return;
        }
        Cells cells = new Cells(key.stream().map(row::get).toArray());
        byKey.remove(cells);
        if (!isGone) {
            byKey.put(cells, row);
        }
    }

    /** Rows of a bag in the order in which they came; of a keyed table by when they last changed. */
    List<Map<String, @Nullable Object>> rows() {
        return key.isEmpty() ? rows : List.copyOf(byKey.values());
    }
}
