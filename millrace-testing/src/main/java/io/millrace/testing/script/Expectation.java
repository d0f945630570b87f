package io.millrace.testing.script;

import io.millrace.core.error.SourceLocation;
import io.millrace.testing.compare.ExpectedRow;
import java.util.List;

/**
 * What one stream must hold.
 *
 * @param at where the stream's name stands
 * @param path of keys from the document's top to these rows, for example {@code expect, orders.late} or
 *     {@code steps, 2, expect, totals}: where an update writes
 * @param isChangelog whether every change counts, in order and with its kind
 * @param isAny whether any rows will do
 * @param rows empty for none
 */
public record Expectation(
        SourceLocation at,
        List<String> path,
        Stream stream,
        boolean isChangelog,
        boolean isAny,
        List<ExpectedRow> rows) {

    public Expectation {
        path = List.copyOf(path);
        rows = List.copyOf(rows);
    }

    /** What is compared: a table's rows, or what was split off at its intake or outlet. */
    public record Stream(String table, Kind kind) {

        /** Which of a table's streams. */
        public enum Kind {
            ROWS,
            LATE,
            REJECTS
        }

        /** As it stands in a test file, e.g. {@code orders.late}. */
        @Override
        public String toString() {
            return switch (kind) {
                case ROWS -> table;
                case LATE -> table + ".late";
                case REJECTS -> table + ".rejects";
            };
        }
    }
}
