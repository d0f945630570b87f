package io.millrace.storm.capture;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Changes the tables in transactions of its own, some of which are taken back; goes on when the database was away. */
final class ShopWriter extends Thread {

    private static final int MOST_IDS = 3000;
    private static final int MOST_STATEMENTS = 12;
    private static final double TAKEN_BACK = 0.05;
    private static final long BETWEEN_MILLIS = 15;
    private static final long AWAY_MILLIS = 200;
    private static final double LONG_NOTE = 0.02;

    private final String url;
    private final String password;
    private final SplittableRandom dice;
    private volatile boolean ended;

    ShopWriter(String url, String password, SplittableRandom dice, int number) {
        super("shop writer " + number);
        this.url = url;
        this.password = password;
        this.dice = dice;
        setDaemon(true);
    }

    void end() throws InterruptedException {
        ended = true;
        join();
    }

    @Override
    public void run() {
        while (!ended) {
            try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
                connection.setAutoCommit(false);
                while (!ended) {
                    transaction(connection);
                    // all of them together make some 1,500 changes a second
                    pause(BETWEEN_MILLIS);
                }
            } catch (SQLException away) {
                pause(AWAY_MILLIS);
            }
        }
    }

    /** What a database says of a transaction that it does not want is no reason to begin anew with a connection. */
    private void transaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int count = 1 + dice.nextInt(MOST_STATEMENTS);
            for (int each = 0; each < count; each++) {
                statement.execute(change());
            }
            if (dice.nextDouble() < TAKEN_BACK) {
                connection.rollback();
            } else {
                connection.commit();
            }
        } catch (SQLException refused) {
            if (connection.isClosed()
                    || refused.getSQLState() == null
                    || refused.getSQLState().startsWith("08")) {
                throw refused;
            }
            connection.rollback();
        }
    }

    private String change() {
        int id = dice.nextInt(MOST_IDS);
        return switch (dice.nextInt(14)) {
            case 0 ->
                "INSERT INTO customers VALUES (%d, 'c%d', %d.%02d) ON CONFLICT DO NOTHING"
                        .formatted(id, dice.nextInt(100), dice.nextInt(1000), dice.nextInt(100));
            case 1 ->
                "INSERT INTO products VALUES (%d, 'p%d', %d) ON CONFLICT DO NOTHING"
                        .formatted(id, dice.nextInt(100), dice.nextInt(1000));
            case 2, 3 ->
                "INSERT INTO orders SELECT %d, id, '%s' FROM customers WHERE id >= %d ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING"
                        .formatted(
                                id,
                                Instant.ofEpochMilli(1_767_225_600_000L + dice.nextInt(1_000_000_000)),
                                dice.nextInt(MOST_IDS));
            case 4, 5 ->
                "INSERT INTO items SELECT %d, o.id, p.id, %d FROM (SELECT id FROM orders WHERE id >= %d ORDER BY id LIMIT 1) o, (SELECT id FROM products WHERE id >= %d ORDER BY id LIMIT 1) p ON CONFLICT DO NOTHING"
                        .formatted(id, dice.nextInt(10), dice.nextInt(MOST_IDS), dice.nextInt(MOST_IDS));
            case 6 ->
                "INSERT INTO payments SELECT %d, id, %d.5, %s FROM orders WHERE id >= %d ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING"
                        .formatted(id, dice.nextInt(1000), note(), dice.nextInt(MOST_IDS));
            case 7 -> "UPDATE customers SET credit = credit + 1 WHERE id BETWEEN %d AND %d".formatted(id, id + 3);
            case 8 -> "UPDATE products SET stock = stock - 1 WHERE id = %d".formatted(id);
            case 9 -> "UPDATE payments SET amount = amount + 0.25 WHERE id BETWEEN %d AND %d".formatted(id, id + 3);
            case 10 -> "UPDATE items SET quantity = quantity + 1 WHERE id BETWEEN %d AND %d".formatted(id, id + 3);
            case 11 -> "UPDATE %s SET id = %d WHERE id = %d".formatted(table(), MOST_IDS + dice.nextInt(MOST_IDS), id);
            case 12 -> "DELETE FROM %s WHERE id = %d".formatted(table(), dice.nextInt(2 * MOST_IDS));
            default -> "UPDATE orders SET at_time = at_time + interval '1 second' WHERE id = %d".formatted(id);
        };
    }

    private String table() {
        return ShopFiles.Table.values()[dice.nextInt(ShopFiles.Table.values().length)].sql();
    }

    private String note() {
        return dice.nextDouble() < LONG_NOTE
                ? "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 200) i)"
                : "'n%d'".formatted(dice.nextInt(100));
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
