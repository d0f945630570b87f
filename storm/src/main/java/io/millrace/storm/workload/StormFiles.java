package io.millrace.storm.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pipelines of a storm, as a user would write them. */
public record StormFiles(Path root) {

    public static final String TRAFFIC = "traffic";
    public static final String LEDGER = "ledger";

    public static final String EVENTS = "storm.events";
    public static final String COPIED = "storm.copied";
    public static final String COUNTS = "storm.counts";
    public static final String TOTALS = "storm.totals";
    public static final String DEBITS = "storm.debits";
    public static final String CREDITS = "storm.credits";
    public static final String BALANCES = "storm.balances";
    public static final String REJECTS = "traffic.events.rejects";
    public static final String LATE = "traffic.events.late";

    static final int COPIED_PARTITIONS = 4;

    /** Of the windows in {@link #TOTALS}, in milliseconds. */
    public static final long WINDOW = 2000;

    /** @param delivery as settings name it */
    public void write(String delivery) throws IOException {
        write(TRAFFIC, delivery, """
                CREATE TABLE events (
                  id BIGINT, k STRING, n BIGINT, happened TIMESTAMP_LTZ(3),
                  WATERMARK FOR happened AS happened - INTERVAL '2' SECOND
                ) WITH ('topic' = '%s', 'partitions' = '4');
                CREATE TABLE copied (id BIGINT, k STRING, n BIGINT)
                  WITH ('topic' = '%s', 'partitions' = '%d', 'key.fields' = 'k');
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
                """.formatted(EVENTS, COPIED, COPIED_PARTITIONS, COUNTS, TOTALS));
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

    /** A small pipeline that passes {@link Numbers} on, with nothing else to it. */
    public Path writeNumbers(String name) throws IOException {
        write(name, "exactly-once", """
                CREATE TABLE sent (id BIGINT) WITH ('topic' = '%s', 'partitions' = '2');
                CREATE TABLE got (id BIGINT) WITH ('topic' = '%s', 'partitions' = '1');
                INSERT INTO got SELECT id FROM sent;
                """.formatted(Numbers.sentTopic(name), Numbers.gotTopic(name)));
        return pipeline(name);
    }

    public Path pipeline(String name) {
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
