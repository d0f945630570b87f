package io.millrace.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.DatabaseScript;
import io.millrace.core.text.SourceText;
import io.millrace.postgres.script.DatabaseScripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.util.PSQLException;

class EmbeddedDatabaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void isDurableReadyForCaptureAndAsksForThePassword() throws Exception {
        // When
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // Then
            assertThat(values(connection, "SHOW fsync")).containsExactly("on");
            assertThat(values(connection, "SHOW synchronous_commit")).containsExactly("on");
            assertThat(values(connection, "SHOW wal_level")).containsExactly("logical");
            assertThat(values(connection, "SHOW listen_addresses")).containsExactly("127.0.0.1");
            assertThat(values(connection, "SHOW server_version_num").get(0)).startsWith("18");
            String url = "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(database.port());
            assertThatThrownBy(() -> DriverManager.getConnection(url)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> DriverManager.getConnection(url + "&password=postgres"))
                    .isInstanceOfSatisfying(PSQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("28P01"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("pgpass"))))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsWhatWasCommittedOverAStopAndAKill() throws Exception {
        // Given
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            run(connection, "CREATE TABLE seen (id INT)");
            run(connection, "INSERT INTO seen VALUES (1)");
        }

        // When
        EmbeddedDatabase killed = start(0);
        try (Connection connection = killed.connect()) {
            run(connection, "INSERT INTO seen VALUES (2)");
        }
        server().destroyForcibly();
        killed.close();

        // Then
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            assertThat(values(connection, "SELECT id FROM seen ORDER BY id")).containsExactly("1", "2");
        }
    }

    @Test
    void aServerThatAnEarlierRunHasLeftIsStopped() throws Exception {
        // Given
        try (EmbeddedDatabase left = start(0)) {
            ProcessHandle server = server();
            try (Connection open = left.connect()) {
                assertThat(values(open, "SELECT 1")).containsExactly("1");

                // When
                EmbeddedDatabase.stopLeft(directory.resolve("postgres"));

                // Then
                assertThat(server.isAlive())
                        .as("although somebody is connected")
                        .isFalse();
            }
        }
    }

    @Test
    void aNumberThatAnotherProgramHasNowIsNotTakenForALeftServer() throws Exception {
        // Given
        Path data = Files.createDirectories(directory.resolve("postgres").resolve("data"));
        Process another = new ProcessBuilder("sleep", "600").start();
        Files.writeString(data.resolve("postmaster.pid"), another.pid() + "\n");

        // When
        EmbeddedDatabase.stopLeft(directory.resolve("postgres"));

        // Then
        assertThat(another.isAlive()).isTrue();
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        another.destroyForcibly();
    }

    @Test
    void theServerEndsWithTheProcessThatItIsFor() throws Exception {
        // Given
        try (EmbeddedDatabase database = start(0)) {
            ProcessHandle server = server();
            Process shortLived = new ProcessBuilder("sleep", "600").start();
            LeftServer.guard(shortLived.pid(), directory.resolve("postgres").resolve("data"));

            // When
            shortLived.destroyForcibly().waitFor();

            // Then
            await().atMost(PATIENCE).until(() -> !server.isAlive());
            assertThat(database.port()).isPositive();
        }
    }

    @Test
    void whatWasLeftHalfMadeIsMadeAnew() throws Exception {
        // Given
        Path made = Files.createDirectories(directory.resolve("postgres"));
        Files.writeString(made.resolve("making"), "");
        Files.createDirectories(made.resolve("data"));
        Files.writeString(made.resolve("data/postgresql.conf"), "# half");
        Files.writeString(made.resolve("data/PG_VERSION"), "18");

        // When
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // Then
            assertThat(values(connection, "SELECT 1")).containsExactly("1");
        }
        assertThat(made.resolve("making")).doesNotExist();
    }

    @Test
    void aTakenPortIsLeftAlone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedDatabase database = start(taken.getLocalPort())) {
            assertThat(database.wasMoved()).isTrue();
            assertThat(database.port()).isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aScriptIsAppliedOnceAndWholeOrNotAtAll() throws Exception {
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // Given
            DatabaseScripts scripts = new DatabaseScripts(connection);
            DatabaseScript tables = script("01-tables.sql", """
                    CREATE TABLE customers (id INT PRIMARY KEY, name TEXT);
                    CREATE FUNCTION hello() RETURNS text AS $$ BEGIN RETURN 'a; b'; END $$ LANGUAGE plpgsql;
                    INSERT INTO customers VALUES (1, 'Ada');
                    """);
            DatabaseScript flawed = script("02-more.sql", """
                    INSERT INTO customers VALUES (2, 'Bob');
                    -- twice the same, behind a character of two units: \uD83D\uDE00
                    INSERT INTO customers VALUES (3, 'Eve')
                    INSERT INTO customers VALUES (4, 'Mallory');
                    """);

            // When
            List<String> first = scripts.apply("shop", List.of(tables));
            MillraceException refused =
                    catchThrowableOfType(MillraceException.class, () -> scripts.apply("shop", List.of(tables, flawed)));
            List<String> corrected = scripts.apply(
                    "shop", List.of(tables, script("02-more.sql", "INSERT INTO customers VALUES (2, 'Bob')")));
            List<String> another = scripts.apply("other", List.of(script("01-tables.sql", "SELECT 1")));

            // Then
            assertThat(first).containsExactly("01-tables.sql");
            assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_SCRIPT);
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.location().orElseThrow().line()).isEqualTo(4);
                assertThat(problem.message()).contains("syntax error").contains("42601");
            });
            assertThat(corrected).containsExactly("02-more.sql");
            assertThat(another).containsExactly("01-tables.sql");
            assertThat(values(connection, "SELECT name FROM customers ORDER BY id"))
                    .containsExactly("Ada", "Bob");
        }
    }

    @Test
    void whatAScriptSetsIsNotForTheNext() throws Exception {
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // When
            new DatabaseScripts(connection)
                    .apply(
                            "shop",
                            List.of(
                                    script("01-schema.sql", "CREATE SCHEMA stock; SET search_path TO stock;"),
                                    script("02-table.sql", "CREATE TABLE a (id INT)")));

            // Then
            assertThat(values(connection, "SELECT schemaname FROM pg_tables WHERE tablename = 'a'"))
                    .containsExactly("public");
        }
    }

    @Test
    void aScriptThatEndsItsTransactionIsRefusedBeforeAnyIsApplied() throws Exception {
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // Given
            DatabaseScripts scripts = new DatabaseScripts(connection);
            DatabaseScript table = script("01-table.sql", """
                    CREATE FUNCTION one() RETURNS int AS $$ BEGIN RETURN 1; END $$ LANGUAGE plpgsql;
                    CREATE TABLE a (id INT);
                    """);
            DatabaseScript committing = script("02-more.sql", "CREATE TABLE b (id INT);\n-- done\n/* so */ commit;\n");

            // When
            MillraceException refused = catchThrowableOfType(
                    MillraceException.class, () -> scripts.apply("shop", List.of(table, committing)));

            // Then
            assertThat(refused.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo(ErrorCode.DATABASE_SCRIPT);
                assertThat(problem.location().orElseThrow().line()).isEqualTo(2);
                assertThat(problem.message()).contains("in one transaction");
            });
            assertThat(values(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .isEmpty();
        }
    }

    @Test
    void aScriptThatWasChangedAfterwardsIsRefused() throws Exception {
        try (EmbeddedDatabase database = start(0);
                Connection connection = database.connect()) {
            // Given
            DatabaseScripts scripts = new DatabaseScripts(connection);
            scripts.apply("shop", List.of(script("01-tables.sql", "CREATE TABLE a (id INT)")));

            // When
            MillraceException refused = catchThrowableOfType(
                    MillraceException.class,
                    () -> scripts.apply(
                            "shop",
                            List.of(
                                    script("01-tables.sql", "CREATE TABLE a (id INT, name TEXT)"),
                                    script("02-more.sql", "CREATE TABLE b (id INT)"))));

            // Then
            assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_SCRIPT);
            assertThat(refused).hasMessageContaining("01-tables.sql").hasMessageContaining("changed");
            assertThat(values(connection, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
                    .containsExactly("a");
        }
    }

    private EmbeddedDatabase start(int port) {
        return EmbeddedDatabase.start(new EmbeddedDatabase.Options(
                directory.resolve("postgres"), directory.resolve("pgpass"), directory.resolve("postgres.log"), port));
    }

    private ProcessHandle server() throws IOException {
        String pid = Files.readAllLines(
                        directory.resolve("postgres").resolve("data").resolve("postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    }

    private static DatabaseScript script(String name, String text) {
        return new DatabaseScript(name, SourceText.of("database/" + name, text));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> values(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
