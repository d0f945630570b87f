package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka Connect beside broker and database, for a pipeline that has connectors. */
class ConnectorRunIT {

    private static final Pattern CONNECT = Pattern.compile("Kafka Connect on (http://\\S+)");

    /** The form that a Debezium user has at hand, but for where the database is. */
    private static final String CONNECTOR = """
            {
              "name": "orders-connector",
              // its tables
              "config": {
                "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                "database.hostname": "${PGHOST}",
                "database.port": "${PGPORT}",
                "database.user": "${PGUSER}",
                "database.password": "${PGPASSWORD}",
                "database.dbname": "postgres",
                "topic.prefix": "cdc",
                "table.include.list": "public.orders,public.order_items",
                "plugin.name": "pgoutput",
                "slot.name": "debezium_orders",
                "tombstones.on.delete": "false"
              }
            }
            """;

    private static final String STATES = """
            CREATE TABLE changes (op STRING, `after` ROW<id INT, status STRING>)
            WITH ('topic' = 'cdc.public.orders', 'partitions' = '1');
            CREATE TABLE states (id INT, status STRING, op STRING) WITH ('partitions' = '1');
            INSERT INTO states SELECT `after`.id, `after`.status, op FROM changes;
            """;

    @TempDir
    private Path directory;

    private final Steps steps = new Steps();

    @Test
    void theTopicsThatAConnectorFillsAreReadAsTables() throws Exception {
        // Given
        write("database/01-tables.sql", """
                CREATE TABLE orders (id INT PRIMARY KEY, status TEXT);
                CREATE TABLE order_items (id INT PRIMARY KEY, order_id INT REFERENCES orders);
                INSERT INTO orders VALUES (1, 'new');
                """);
        write("connectors/orders.json", CONNECTOR);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            assertThat(states(client, 1)).containsExactly("{\"id\":1,\"status\":\"new\",\"op\":\"r\"}");
            execute("INSERT INTO orders VALUES (2, 'new')");
            execute("UPDATE orders SET status = 'paid' WHERE id = 1");

            // Then
            assertThat(states(client, 3))
                    .containsExactly(
                            "{\"id\":1,\"status\":\"new\",\"op\":\"r\"}",
                            "{\"id\":2,\"status\":\"new\",\"op\":\"c\"}",
                            "{\"id\":1,\"status\":\"paid\",\"op\":\"u\"}");
        }
        try (LocalRun again = start();
                Client client = new Client(again.bootstrapServers())) {
            execute("UPDATE orders SET status = 'sent' WHERE id = 1");
            assertThat(states(client, 4))
                    .as("a new start sends nothing once more")
                    .last()
                    .isEqualTo("{\"id\":1,\"status\":\"sent\",\"op\":\"u\"}");
        }
        assertThat(steps.all())
                .filteredOn("started connector orders-connector"::equals)
                .hasSize(2);
    }

    @Test
    void connectKeepsAndShowsReferencesOnly() throws Exception {
        // Given
        write("database/01-tables.sql", "CREATE TABLE orders (id INT PRIMARY KEY);");
        write("connectors/orders.json", CONNECTOR);

        // When
        try (LocalRun run = start();
                Client client = new Client(run.bootstrapServers())) {
            URI connector = URI.create(steps.last(CONNECT)).resolve("/connectors/orders-connector");
            String shown = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(connector).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            String kept = client.read("_connect-configs", 1).stream()
                    .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining());

            // Then
            assertThat(shown).contains("${env:PGPASSWORD}").doesNotContain(password());
            assertThat(kept).doesNotContain(password());
        }
    }

    @Test
    void aVariableWithoutValueIsToldWithItsPlace() throws Exception {
        // Given
        write("connectors/orders.json", CONNECTOR.replace("${PGPASSWORD}", "${NO_SUCH_VARIABLE}"));

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, this::start);

        // Then
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.CONNECTOR_INVALID);
            assertThat(problem.location().orElseThrow().line()).isEqualTo(9);
            assertThat(problem.message()).contains("NO_SUCH_VARIABLE");
        });
    }

    @Test
    void aConnectorThatConnectRefusesIsToldWithItsReason() throws Exception {
        // Given
        write("connectors/orders.json", CONNECTOR.replace("\"postgres\"", "\"nowhere\""));

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, this::start);

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.CONNECTOR_INVALID);
        assertThat(refused).hasMessageContaining("orders-connector").hasMessageContaining("nowhere");
        assertThat(directory.resolve("data/postgres/data/postmaster.pid"))
                .as("nothing is left running")
                .doesNotExist();
    }

    private static List<String> states(Client client, int count) {
        return client.read("states", count).stream()
                .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private LocalRun start() throws IOException {
        write("pipeline.sql", STATES);
        RunRequest request = new RunRequest(
                List.of(directory.resolve("shop")), directory.resolve("data"), OptionalInt.of(0), false, false);
        return LocalRunner.start(request, steps);
    }

    private void write(String file, String content) throws IOException {
        Path path = directory.resolve("shop").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private void execute(String sql) throws Exception {
        String url = "jdbc:postgresql://" + steps.last(Steps.DATABASE) + "/postgres";
        try (Connection connection = DriverManager.getConnection(url, "postgres", password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String password() throws IOException {
        return Files.readString(directory.resolve("data").resolve("pgpass"))
                .strip()
                .replaceAll(".*:", "");
    }
}
