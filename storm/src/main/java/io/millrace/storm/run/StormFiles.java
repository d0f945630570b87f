package io.millrace.storm.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pipelines of a storm, as a user would write them. */
record StormFiles(Path root) {

    static final String TRAFFIC = "traffic";
    static final String LEDGER = "ledger";

    static final String EVENTS = "storm.events";
    static final String COPIED = "storm.copied";
    static final String COUNTS = "storm.counts";
    static final String TOTALS = "storm.totals";
    static final String DEBITS = "storm.debits";
    static final String CREDITS = "storm.credits";
    static final String BALANCES = "storm.balances";
    static final String REJECTS = "traffic.events.rejects";
    static final String LATE = "traffic.events.late";

    /** Of the windows in {@link #TOTALS}, in milliseconds. */
    static final long WINDOW = 2000;

    void write(String delivery) throws IOException {
        write(TRAFFIC, delivery, """
                CREATE TABLE events (
                  id BIGINT, k STRING, n BIGINT, happened TIMESTAMP_LTZ(3),
                  WATERMARK FOR happened AS happened - INTERVAL '2' SECOND
                ) WITH ('topic' = '%s', 'partitions' = '4');
                CREATE TABLE copied (id BIGINT, k STRING, n BIGINT)
                  WITH ('topic' = '%s', 'partitions' = '4', 'key.fields' = 'k');
                CREATE TABLE counts (k STRING, c BIGINT, PRIMARY KEY (k) NOT ENFORCED)
                  WITH ('topic' = '%s', 'partitions' = '2');
                CREATE TABLE totals (k STRING, window_start TIMESTAMP(3), n BIGINT)
                  WITH ('topic' = '%s', 'partitions' = '1');
                INSERT INTO copied SELECT id, k, n FROM events;
                INSERT INTO counts SELECT k, COUNT(*) FROM events GROUP BY k;
                INSERT INTO totals
                  SELECT k, window_start, COUNT(*)
                  FROM TUMBLE(TABLE events, DESCRIPTOR(happened), INTERVAL '2' SECOND)
                  GROUP BY k, window_start, window_end;
                """.formatted(EVENTS, COPIED, COUNTS, TOTALS));
        // a leg counts once the other one is there, so that no reader ever sees half of a transfer
        write(LEDGER, delivery, """
                CREATE TABLE debits (transfer BIGINT, account INT, amount BIGINT)
                  WITH ('topic' = '%s', 'partitions' = '2');
                CREATE TABLE credits (transfer BIGINT, account INT, amount BIGINT)
                  WITH ('topic' = '%s', 'partitions' = '2');
                CREATE TABLE balances (account INT, balance BIGINT, PRIMARY KEY (account) NOT ENFORCED)
                  WITH ('topic' = '%s', 'partitions' = '1');
                CREATE VIEW transfers AS
                  SELECT d.account AS payer, c.account AS payee, d.amount
                  FROM debits d JOIN credits c ON d.transfer = c.transfer;
                INSERT INTO balances
                  SELECT account, SUM(delta) FROM (
                    SELECT payer AS account, -amount AS delta FROM transfers
                    UNION ALL
                    SELECT payee, amount FROM transfers
                  ) GROUP BY account;
                """.formatted(DEBITS, CREDITS, BALANCES));
    }

    Path pipeline(String name) {
        return root.resolve(name);
    }

    private void write(String name, String delivery, String sql) throws IOException {
        Files.createDirectories(pipeline(name));
        Files.writeString(pipeline(name).resolve("pipeline.sql"), sql);
        Files.writeString(
                pipeline(name).resolve("millrace.yml"),
                "{delivery: %s, checkpoint: 500ms, idle: {after: 3s}, rejects: {then: continue}}%n"
                        .formatted(delivery));
    }
}
