package io.millrace.testing.update;

/**
 * What becomes of one row.
 *
 * @param expected its position in the expectation; {@link #NEW} for one that is added
 * @param text the actual row in flow style; empty for one that is removed
 */
record RowEdit(Kind kind, int expected, String text) {

    static final int NEW = -1;

    /** What is done. */
    enum Kind {
        KEEP,
        REPLACE,
        REMOVE,
        ADD
    }
}
