package io.millrace.storm.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.storm.capture.ShopFiles.Table;
import io.millrace.storm.check.Seen;
import io.millrace.storm.workload.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * {@code --seed N --changes N --kills K --launcher FILE --directory DIR --port-base N}: random changes over five tables with
 * foreign keys, in concurrent transactions, while connector, database and process are killed K times each. In the end the
 * copies must equal the tables, and the changes that the pipeline counted those that a trigger did.
 */
public final class CaptureTrial {

    private static final int WRITERS = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShopFiles files;
    private final Path launcher;
    private final int portBase;
    private final SplittableRandom dice;
    private Process process;

    @SuppressWarnings("NullAway.Init") // started before anything asks for it
    private CaptureTrial(ShopFiles files, Path launcher, int portBase, long seed) {
        this.files = files;
        this.launcher = launcher;
        this.portBase = portBase;
        this.dice = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new TreeMap<>();
        for (int each = 0; each + 1 < arguments.length; each += 2) {
            options.put(arguments[each], arguments[each + 1]);
        }
        long seed = Long.parseLong(options.getOrDefault("--seed", "1"));
        CaptureTrial trial = new CaptureTrial(
                new ShopFiles(Path.of(options.getOrDefault("--directory", ".build/capture"))),
                Path.of(options.getOrDefault("--launcher", "./millrace")),
                Integer.parseInt(options.getOrDefault("--port-base", "25000")),
                seed);
        System.out.println("capture trial with seed " + seed);
        boolean passed = trial.run(
                Long.parseLong(options.getOrDefault("--changes", "200000")),
                Integer.parseInt(options.getOrDefault("--kills", "10")));
        System.out.println(passed ? "passed" : "FAILED");
        System.exit(passed ? 0 : 1);
    }

    private boolean run(long changes, int kills) throws Exception {
        files.write();
        start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
        List<ShopWriter> writers = new ArrayList<>();
        for (int number = 0; number < WRITERS; number++) {
            writers.add(new ShopWriter(url(), password(), dice.split(), number));
        }
        writers.forEach(Thread::start);
        for (int kill = 0; kill < 3 * kills; kill++) {
            awaitChanges(changes * (kill + 1) / (3L * kills + 1));
            kill(kill % 3);
        }
        awaitChanges(changes);
        for (ShopWriter writer : writers) {
            writer.end();
        }
        boolean isEqual = awaitEqual();
        return stopAndCount() && isEqual;
    }

    private void kill(int kind) throws Exception {
        long begun = System.nanoTime();
        String what =
                switch (kind) {
                    case 0 -> "process";
                    case 1 -> "database";
                    default -> "connector";
                };
        switch (kind) {
            case 0 -> {
                process.destroyForcibly().waitFor();
                start();
            }
            case 1 -> crashDatabase();
            default -> cutConnector();
        }
        Instant sent = Instant.now();
        awaitFlow();
        System.out.printf(
                "  killed the %s: %.1f s until changes flowed again, %.1f s since they could%n",
                what,
                (System.nanoTime() - begun) / 1e9,
                Duration.between(sent, Instant.now()).toMillis() / 1e3);
    }

    /** One of its processes dies hard, so that it ends all others and recovers from its log. */
    private void crashDatabase() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            ResultSet pid = statement.executeQuery("SELECT pg_backend_pid()");
            pid.next();
            ProcessHandle.of(pid.getLong(1)).ifPresent(ProcessHandle::destroyForcibly);
            awaitClosed(connection);
        } catch (SQLException e) {
            // its own connection went as well
            return;
        }
    }

    private static void awaitClosed(Connection connection) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (connection.isValid(1) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Its connection to the database is ended, and every other time Connect is told to begin it again. */
    private void cutConnector() throws Exception {
        query("SELECT pg_terminate_backend(active_pid)::text FROM pg_replication_slots WHERE active");
        if (dice.nextBoolean()) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://127.0.0.1:%d/connectors/millrace-main/restart?includeTasks=true"
                                                    .formatted(portBase + 2)))
                                    .POST(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.discarding());
        }
    }

    /** Waits until a customer that is made now has come through. */
    private void awaitFlow() throws Exception {
        String id = String.valueOf(1_000_000 + dice.nextInt(1_000_000));
        await("the database", () -> {
            query("INSERT INTO customers VALUES (" + id + ", 'flow', 0) RETURNING id::text");
            return true;
        });
        await("a change to come through", () -> copy(Table.CUSTOMERS).containsKey(id));
    }

    private void awaitChanges(long count) throws Exception {
        await(
                count + " changes",
                () -> Long.parseLong(query("SELECT coalesce(sum(changes), 0)::text FROM counted")
                                .get(0))
                        >= count);
    }

    private boolean awaitEqual() throws Exception {
        Map<Table, String> differences = new TreeMap<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            differences.clear();
            for (Table table : Table.values()) {
                Map<String, String> expected = expected(table);
                Map<String, String> copy = copy(table);
                if (!expected.equals(copy)) {
                    Map<String, String> missing = new TreeMap<>(expected);
                    missing.entrySet().removeAll(copy.entrySet());
                    Map<String, String> other = new TreeMap<>(copy);
                    other.entrySet().removeAll(expected.entrySet());
                    differences.put(
                            table,
                            "%d rows, of which %d are not in the copy, such as %s; %d in the copy are not rows, such as %s"
                                    .formatted(
                                            expected.size(),
                                            missing.size(),
                                            first(missing),
                                            other.size(),
                                            first(other)));
                }
            }
        } while (!differences.isEmpty() && System.nanoTime() < end);
        differences.forEach((table, what) -> System.out.println("  DIFFERS " + table.sql() + ": " + what));
        for (Table table : Table.values()) {
            System.out.printf("  %s: %d rows%n", table.sql(), expected(table).size());
        }
        return differences.isEmpty();
    }

    private static String first(Map<String, String> rows) {
        String all = rows.values().stream().limit(2).toList().toString();
        return all.substring(0, Math.min(200, all.length()));
    }

    private boolean stopAndCount() throws Exception {
        Map<String, Long> counted = new HashMap<>();
        for (String line :
                query("SELECT of_table || ' ' || sum(changes) FROM counted GROUP BY of_table ORDER BY of_table")) {
            counted.put(line.split(" ")[0], Long.parseLong(line.split(" ")[1]));
        }
        process.destroy();
        process.waitFor();
        boolean isEqual = true;
        for (String line : Files.readAllLines(output())) {
            JsonNode event = JSON.readTree(line);
            if (event.path("type").asText().equals("account")) {
                for (JsonNode input : event.path("inputs")) {
                    String table = input.path("table").asText();
                    long rows = 0;
                    for (JsonNode partition : input.path("partitions")) {
                        rows += partition.path("rows").asLong();
                    }
                    System.out.printf(
                            "  %s: %d changes counted by its trigger, %d by the pipeline%n",
                            table, counted.get(table), rows);
                    isEqual &= rows == counted.getOrDefault(table, -1L);
                }
                return isEqual;
            }
        }
        System.out.println("  no account: " + Files.readString(output()).lines().reduce("", (first, last) -> last));
        return false;
    }

    private Map<String, String> expected(Table table) throws Exception {
        Map<String, String> rows = new HashMap<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            ResultSet all = statement.executeQuery(table.expected());
            while (all.next()) {
                rows.put(all.getString(1), all.getString(2));
            }
        }
        return rows;
    }

    private Map<String, String> copy(Table table) {
        Map<String, String> rows = new HashMap<>();
        for (Seen seen : TopicReader.all("127.0.0.1:" + portBase, table.copy())) {
            if (seen.value() == null) {
                rows.remove(seen.key());
            } else {
                rows.put(seen.key(), seen.value());
            }
        }
        return rows;
    }

    private void start() throws Exception {
        ProcessBuilder run = new ProcessBuilder(
                launcher.toAbsolutePath().toString(),
                "run",
                files.pipeline().toString(),
                "--port-base",
                String.valueOf(portBase),
                "--json");
        run.environment().put("MILLRACE_AS_BUILT", "1");
        process =
                run.redirectErrorStream(true).redirectOutput(output().toFile()).start();
        await("the start", () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it did not start: " + Files.readString(output()));
            }
            return Files.readString(output()).contains("\"started\"");
        });
    }

    private Path output() {
        return files.root().resolve("run.out");
    }

    private List<String> query(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> first = new ArrayList<>();
            ResultSet rows = statement.executeQuery(sql);
            while (rows.next()) {
                first.add(rows.getString(1));
            }
            return first;
        }
    }

    private Connection connect() throws SQLException, IOException {
        return DriverManager.getConnection(url(), "postgres", password());
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(portBase + 1);
    }

    private String password() throws IOException {
        String[] parts = Files.readString(files.pipeline().resolve(".millrace/pgpass"))
                .strip()
                .split(":");
        return parts[parts.length - 1];
    }

    private static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (SQLException | org.apache.kafka.common.KafkaException away) {
                // somebody is not back yet
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Something to wait for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }
}
