package io.millrace.local.trial;

/** Pipelines over an {@link Input}. */
final class Pipelines {

    static final String READINGS = """
            CREATE TABLE readings (
              id BIGINT, k STRING, amount INT, `at` TIMESTAMP_LTZ(3),
              WATERMARK FOR `at` AS `at` - INTERVAL '5' SECOND
            ) WITH ('partitions' = '%d');
            """;

    static final String COUNTS = """
            CREATE TABLE counts (k STRING, window_start TIMESTAMP_LTZ(3), n BIGINT, total BIGINT);
            INSERT INTO counts
            SELECT k, window_start, COUNT(*), SUM(amount)
            FROM TUMBLE(TABLE readings, DESCRIPTOR(`at`), INTERVAL '10' SECOND)
            GROUP BY k, window_start, window_end;
            """;

    static final String BIG = """
            CREATE TABLE big (id BIGINT, k STRING, amount INT);
            INSERT INTO big SELECT id, k, amount FROM readings WHERE amount >= 80;
            """;

    static final String TOTALS = """
            CREATE TABLE totals (k STRING, n BIGINT, total BIGINT, PRIMARY KEY (k) NOT ENFORCED);
            INSERT INTO totals SELECT k, COUNT(*), SUM(amount) FROM readings GROUP BY k;
            """;

    private Pipelines() {}

    /** A table of an input, and what is made of it. */
    static String reading(Input input, String... statements) {
        return READINGS.formatted(input.partitions()) + String.join("", statements);
    }

    /** Checkpoints each 200 ms, so that many are under way when something happens. */
    static String policies(String delivery, String idleAfter) {
        return """
                name: trial
                delivery: %s
                checkpoint: 200ms
                parallelism: 2
                idle: {after: %s}
                """.formatted(delivery, idleAfter);
    }
}
