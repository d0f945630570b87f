package io.millrace.testing.compare;

import java.util.List;

/**
 * A row of a drawn difference.
 *
 * @param place of the expected row; empty for an actual one
 * @param role what the row is, e.g. {@code expected}
 * @param cells one per drawn column; none if the role says it all
 */
record DrawnRow(String place, Role role, List<Cell> cells) {

    DrawnRow {
        cells = List.copyOf(cells);
    }

    /** What a row is, as it is shown. */
    enum Role {
        EXPECTED("expected"),
        /** The row closest to the expected one above. */
        ACTUAL("actual"),
        /** As {@link #ACTUAL}, but it has matched another expected row already. */
        TAKEN("matched"),
        NOTHING_LIKE_IT("nothing like it came"),
        UNEXPECTED("unexpected"),
        MATCHING("as expected");

        private final String shown;

        Role(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }
}
