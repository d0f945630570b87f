package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database beside the broker, for a pipeline that has scripts for one. */
class DatabaseRunIT {

    @TempDir
    private Path directory;

    private final Steps steps = new Steps();

    @Test
    void scriptsAreAppliedOnceAndTheDatabaseIsReachedAtThePrintedAddress() throws Exception {
        // Given
        script("02-rows.sql", "INSERT INTO customers VALUES (1, 'Ada');");
        script("01-tables.sql", "CREATE TABLE customers (id INT PRIMARY KEY, name TEXT);");

        // When
        try (LocalRun first = start()) {
            assertThat(first.status()).hasSize(1);
        }
        List<String> applied =
                steps.all().stream().filter(step -> step.startsWith("applied")).toList();
        steps.all().clear();

        // Then
        assertThat(applied)
                .containsExactly(
                        "applied database/01-tables.sql of pipeline shop",
                        "applied database/02-rows.sql of pipeline shop");
        try (LocalRun second = start()) {
            assertThat(second.status()).hasSize(1);
            assertThat(steps.all()).noneMatch(step -> step.startsWith("applied"));
            String password = Files.readString(directory.resolve("data").resolve("pgpass"))
                    .strip()
                    .replaceAll(".*:", "");
            try (var connection = DriverManager.getConnection(
                            "jdbc:postgresql://" + steps.last(Steps.DATABASE) + "/postgres", "postgres", password);
                    var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT name FROM customers")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("Ada");
            }
        }
    }

    @Test
    void aScriptThatIsRefusedIsToldWithItsPlaceAndNothingIsLeftRunning() throws Exception {
        // Given
        script("01-tables.sql", "CREATE TABLE customers (id INT);\nCREATE TABEL orders (id INT);\n");

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, this::start);

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.DATABASE_SCRIPT);
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.location().orElseThrow().file()).endsWith("database/01-tables.sql");
            assertThat(problem.location().orElseThrow().line()).isEqualTo(2);
        });
        assertThat(directory.resolve("data/postgres/data/postmaster.pid")).doesNotExist();
    }

    private LocalRun start() throws IOException {
        Path pipeline = Files.createDirectories(directory.resolve("shop"));
        Files.writeString(pipeline.resolve("pipeline.sql"), """
                CREATE TABLE orders (order_id STRING) WITH ('partitions' = '1');
                CREATE TABLE ids (order_id STRING) WITH ('partitions' = '1');
                INSERT INTO ids SELECT order_id FROM orders;
                """);
        RunRequest request =
                new RunRequest(List.of(pipeline), directory.resolve("data"), OptionalInt.of(0), false, false);
        return LocalRunner.start(request, steps);
    }

    private void script(String name, String sql) throws IOException {
        Path database = Files.createDirectories(directory.resolve("shop").resolve("database"));
        Files.writeString(database.resolve(name), sql);
    }
}
