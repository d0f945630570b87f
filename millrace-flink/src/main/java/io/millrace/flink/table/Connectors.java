package io.millrace.flink.table;

/** What becomes of tables with a {@code 'connector'}. */
public enum Connectors {
    /** Flink's connector reads and writes them. */
    AS_DECLARED,
    /** They are read as streams of JSON records, and what is written to them is only kept for who looks: for tests. */
    REPLACED
}
