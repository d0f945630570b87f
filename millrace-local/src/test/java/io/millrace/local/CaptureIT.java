package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.core.account.InputAccount;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.reject.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a database as tables of a pipeline, with a real database and Debezium. */
class CaptureIT {

    private static final String CUSTOMERS = """
            CREATE TABLE customers (
              id INT, name STRING, tier STRING, notes STRING, seen TIMESTAMP_LTZ(3),
              PRIMARY KEY (id) NOT ENFORCED
            ) WITH ('connector' = 'postgres', 'table' = 'public.customers');
            CREATE TABLE names (id INT, name STRING, tier STRING, noted INT, PRIMARY KEY (id) NOT ENFORCED)
              WITH ('partitions' = '1');
            CREATE TABLE tiers (tier STRING, n BIGINT, PRIMARY KEY (tier) NOT ENFORCED) WITH ('partitions' = '1');
            INSERT INTO names SELECT id, name, tier, CHAR_LENGTH(notes) FROM customers;
            INSERT INTO tiers SELECT tier, COUNT(*) FROM customers GROUP BY tier;
            """;

    private static final String TABLE = """
            CREATE TABLE customers (
              id INT PRIMARY KEY, name TEXT NOT NULL, tier TEXT, notes TEXT, seen TIMESTAMPTZ);
            INSERT INTO customers VALUES (1, 'Ada', 'gold'), (2, 'Bob', 'silver');
            """;

    /** Longer than PostgreSQL keeps in a row, and not to be compressed. */
    private static final String LONG = "(SELECT string_agg(md5(i::text), '') FROM generate_series(1, 1000) i)";

    @TempDir
    private Path directory;

    private final Steps steps = new Steps();

    @Test
    void aTableOfTheDatabaseIsFollowedChangeByChange() throws Exception {
        // Given
        write("database/01-tables.sql", TABLE);
        write("pipeline.sql", CUSTOMERS);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            rows(client, "names", rows -> rows.size() == 2);
            execute("UPDATE customers SET notes = " + LONG + " WHERE id = 2");
            execute("UPDATE customers SET tier = 'gold' WHERE id = 2");
            execute("UPDATE customers SET id = 10 WHERE id = 1");
            execute("INSERT INTO customers VALUES (3, 'Cy', 'gold', NULL, 'infinity')");
            execute("INSERT INTO customers SELECT i, 'n' || i, 'tin' FROM generate_series(100, 102) i");
            execute("DELETE FROM customers WHERE id = 101");

            // Then
            assertThat(rows(client, "names", rows -> rows.containsKey("102") && !rows.containsKey("101")))
                    .as("a long text that did not change keeps its value")
                    .containsEntry("2", "{\"id\":2,\"name\":\"Bob\",\"tier\":\"gold\",\"noted\":32000}")
                    .containsEntry("10", "{\"id\":10,\"name\":\"Ada\",\"tier\":\"gold\",\"noted\":null}")
                    .containsOnlyKeys("2", "10", "3", "100", "102");
            assertThat(rows(client, "tiers", rows -> rows.getOrDefault("tin", "")
                            .contains(":2")))
                    .containsEntry("gold", "{\"tier\":\"gold\",\"n\":3}")
                    .containsOnlyKeys("gold", "tin");

            execute("TRUNCATE customers");
            execute("INSERT INTO customers VALUES (7, 'Zoe', 'tin')");
            assertThat(rows(client, "names", rows -> rows.keySet().equals(java.util.Set.of("7"))))
                    .containsOnlyKeys("7");
            assertThat(rows(client, "tiers", rows -> rows.size() == 1))
                    .containsEntry("tin", "{\"tier\":\"tin\",\"n\":1}");
        }
        try (LocalRun again = start();
                Client client = new Client(again.bootstrapServers())) {
            execute("UPDATE customers SET tier = 'gold' WHERE id = 7");
            assertThat(rows(client, "tiers", rows -> rows.containsKey("gold")))
                    .as("what was known before the stop is known after it")
                    .containsOnlyKeys("gold");
        }
    }

    @Test
    void aValueThatItsColumnCannotHoldIsRejectedAndTheRestGoesOn() throws Exception {
        // Given
        write("database/01-tables.sql", TABLE);
        write("pipeline.sql", CUSTOMERS.replace("SELECT id, name", "SELECT id, CAST(seen AS STRING)"));

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            execute("INSERT INTO customers VALUES (3, 'Cy', 'gold', NULL, 'infinity')");
            execute("INSERT INTO customers VALUES (4, 'Dee', 'gold', NULL, '9999-12-31 00:00Z')");

            // Then
            rows(client, "names", rows -> rows.containsKey("4"));
            assertThat(client.read("shop.customers.rejects", 1)).hasSize(1);
            InputAccount account = account(run);
            assertThat(account.isBalanced()).isTrue();
            assertThat(account.partitions().get(0).rejected()).isEqualTo(Map.of(RejectReason.VALUE_TIME, 1L));
            assertThat(account.repeated()).isZero();
        }
    }

    @Test
    void aJoinWithAQuietTableFindsTheVersionOfItsTime() throws Exception {
        // Given
        write("database/01-tables.sql", TABLE);
        write("pipeline.sql", """
                CREATE TABLE customers (
                  id INT, tier STRING, changed_at TIMESTAMP_LTZ(3) METADATA VIRTUAL,
                  PRIMARY KEY (id) NOT ENFORCED, WATERMARK FOR changed_at AS changed_at
                ) WITH ('connector' = 'postgres', 'table' = 'customers');
                CREATE TABLE orders (
                  nr INT, customer INT, ordered_at TIMESTAMP_LTZ(3), WATERMARK FOR ordered_at AS ordered_at
                ) WITH ('partitions' = '1');
                CREATE TABLE enriched (nr INT, tier STRING) WITH ('partitions' = '1');
                INSERT INTO enriched SELECT o.nr, c.tier
                FROM orders o LEFT JOIN customers FOR SYSTEM_TIME AS OF o.ordered_at AS c ON o.customer = c.id;
                """);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            order(client, 1, 1, Instant.parse("2020-01-01T00:00:00Z"));
            Instant before = Instant.now();
            order(client, 2, 1, before);
            await().until(() -> Instant.now().isAfter(before.plusMillis(200)));
            execute("UPDATE customers SET tier = 'platinum' WHERE id = 1");
            Instant between = Instant.now().plusMillis(200);
            await().until(() -> Instant.now().isAfter(between));
            order(client, 3, 1, between);
            execute("DELETE FROM customers WHERE id = 1");
            Instant after = Instant.now().plusMillis(400);
            await().until(() -> Instant.now().isAfter(after));
            order(client, 4, 1, after);
            order(client, 5, 2, after.plusMillis(1));
            order(client, 6, 2, after.plusMillis(2));

            // Then
            assertThat(client.read("enriched", 5).stream().map(each -> Client.text(each.value())))
                    .as("nobody changes the table any more, and heartbeats move its time on")
                    .contains(
                            "{\"nr\":1,\"tier\":\"gold\"}",
                            "{\"nr\":2,\"tier\":\"gold\"}",
                            "{\"nr\":3,\"tier\":\"platinum\"}",
                            "{\"nr\":4,\"tier\":null}",
                            "{\"nr\":5,\"tier\":\"silver\"}");
        }
    }

    @Test
    void aTableThatIsWantedLaterGetsItsRowsToo() throws Exception {
        // Given
        write(
                "database/01-tables.sql",
                TABLE + "CREATE TABLE \"Order Items\" (\"Nr\" INT PRIMARY KEY);"
                        + "INSERT INTO \"Order Items\" VALUES (7);");
        write("pipeline.sql", CUSTOMERS);
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            rows(client, "names", rows -> rows.size() == 2);
        }

        // When
        write("pipeline.sql", CUSTOMERS + """
                CREATE TABLE items (`Nr` INT, PRIMARY KEY (`Nr`) NOT ENFORCED)
                  WITH ('connector' = 'postgres', 'table' = 'public."Order Items"');
                CREATE TABLE numbers (nr INT, PRIMARY KEY (nr) NOT ENFORCED) WITH ('partitions' = '1');
                INSERT INTO numbers SELECT `Nr` FROM items;
                """);
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {

            // Then
            execute("INSERT INTO \"Order Items\" VALUES (8)");
            assertThat(rows(client, "numbers", rows -> rows.size() == 2)).containsOnlyKeys("7", "8");
            execute("INSERT INTO customers VALUES (3, 'Cy', 'tin')");
            assertThat(rows(client, "tiers", rows -> rows.containsKey("tin")))
                    .as("the first table was not read anew")
                    .containsEntry("gold", "{\"tier\":\"gold\",\"n\":1}");
            assertThat(steps.all())
                    .contains(
                            "connector millrace-main captures public.customers",
                            "connector millrace-main-2 captures public.Order Items");
        }
    }

    @Test
    void whatTheDatabaseHasNotIsToldBeforeAnythingRuns() throws Exception {
        // Given
        write("database/01-tables.sql", "CREATE TABLE customers (nr INT PRIMARY KEY, name TEXT, tear TEXT);");
        write("pipeline.sql", CUSTOMERS + """
                CREATE TABLE nowhere (id INT, PRIMARY KEY (id) NOT ENFORCED) WITH ('connector' = 'postgres');
                CREATE TABLE ids (id INT, PRIMARY KEY (id) NOT ENFORCED);
                INSERT INTO ids SELECT id FROM nowhere;
                """);

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, this::start);

        // Then
        assertThat(refused.problems())
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.CAPTURE_REFUSED))
                .extracting(problem -> problem.message())
                .anyMatch(message -> message.contains("no column \"tier\""))
                .anyMatch(message -> message.contains("primary key [nr], and [id] is declared"))
                .anyMatch(message -> message.contains("no table public.nowhere"));
    }

    @Test
    void aTableThatIsPublishedNoMoreIsTold() throws Exception {
        // Given
        write("database/01-tables.sql", TABLE);
        write("pipeline.sql", CUSTOMERS);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            rows(client, "names", rows -> rows.size() == 2);
            execute("DROP PUBLICATION millrace_main");

            // Then
            await("warning").atMost(Duration.ofSeconds(60)).until(() -> steps.warnings().stream()
                    .anyMatch(each -> each.contains("publication millrace_main") && each.contains("public.customers")));
        }
        MillraceException refused = catchThrowableOfType(MillraceException.class, this::start);
        assertThat(refused.code()).isEqualTo(ErrorCode.CAPTURE_REFUSED);
        assertThat(refused).hasMessageContaining("publication millrace_main has no table public.customers");
    }

    @Test
    void aColumnThatWasDroppedStopsThePipeline() throws Exception {
        // Given
        write("database/01-tables.sql", TABLE);
        write("pipeline.sql", CUSTOMERS);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            rows(client, "names", rows -> rows.size() == 2);
            execute("ALTER TABLE customers DROP COLUMN tier");
            execute("INSERT INTO customers (id, name) VALUES (3, 'Cy')");

            // Then
            await("failure")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> run.status().get(0).failure().isPresent());
            assertThat(run.status().get(0).failure().get().code()).isEqualTo(ErrorCode.TABLE_CHANGED);
            assertThat(run.status().get(0).failure().get().message()).contains("public.customers", "tier");
        }
    }

    private static void order(Client client, int nr, int customer, Instant at) throws Exception {
        client.send("orders", 0, null, "{\"nr\":%d,\"customer\":%d,\"ordered_at\":\"%s\"}".formatted(nr, customer, at));
        client.flush();
    }

    private static InputAccount account(LocalRun run) {
        return run.status().get(0).account().inputs().get(0);
    }

    /** Rows of an upsert topic by their key, once they are as wanted. */
    private static Map<String, String> rows(Client client, String topic, Predicate<Map<String, String>> wanted) {
        Map<String, String> rows = new TreeMap<>();
        client.read(topic, records -> {
            rows.clear();
            records.forEach(record -> {
                if (record.value() == null) {
                    rows.remove(Client.text(record.key()));
                } else {
                    rows.put(Client.text(record.key()), Client.text(record.value()));
                }
            });
            return wanted.test(rows);
        });
        return rows;
    }

    private LocalRun start() {
        RunRequest request = new RunRequest(
                List.of(directory.resolve("shop")), directory.resolve("data"), OptionalInt.of(0), false, false);
        return LocalRunner.start(request, steps);
    }

    private void write(String file, String content) throws IOException {
        Path path = directory.resolve("shop").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void execute(String sql) throws IOException, SQLException {
        String[] pass =
                Files.readString(directory.resolve("data/pgpass")).strip().split(":");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + steps.last(Steps.DATABASE) + "/postgres",
                        "postgres",
                        pass[pass.length - 1]);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
