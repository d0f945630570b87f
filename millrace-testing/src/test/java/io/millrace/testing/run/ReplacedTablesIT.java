package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.changes;
import static io.millrace.testing.run.Pipelines.keyed;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.GivenRecord;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplacedTablesIT {

    private static final String TABLES = """
            CREATE TABLE customers (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED)
            WITH ('connector' = 'jdbc', 'url' = 'jdbc:postgresql://db/shop', 'table-name' = 'customers');
            CREATE TABLE numbers (n INT NOT NULL) WITH ('connector' = 'datagen');
            CREATE TABLE orders (customer STRING, amount INT);
            CREATE TABLE shown (name STRING, total INT) WITH ('connector' = 'print');
            CREATE TABLE kept (name STRING, total INT, PRIMARY KEY (name) NOT ENFORCED)
            WITH ('connector' = 'elasticsearch-7', 'hosts' = 'http://search:9200', 'index' = 'kept');
            """;

    private final TestCluster cluster = TestCluster.start();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void rowsStandInForWhatAConnectorReadsAndChangesForWhatItWrites() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan(TABLES + """
                INSERT INTO shown SELECT c.name, SUM(o.amount) FROM orders o JOIN customers c ON o.customer = c.id
                GROUP BY c.name;
                """);
        List<GivenRecord> records = List.of(
                keyed("customers", "c1", "{\"id\": \"c1\", \"name\": \"Ada\"}"),
                record("orders", "{\"customer\": \"c1\", \"amount\": 1}"),
                record("orders", "{\"customer\": \"c1\", \"amount\": 2}"),
                keyed("customers", "c1", null));
        try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
            // When
            job.give(records.subList(0, 3));

            // Then
            assertThat(rows(job, "shown")).containsExactly("[Ada, 3]");
            assertThat(changes(job, "shown")).containsExactly("+I[Ada, 1]", "-U[Ada, 1]", "+U[Ada, 3]");

            // When
            job.give(records.subList(3, 4));

            // Then
            assertThat(rows(job, "shown")).isEmpty();
        }
    }

    @Test
    void aConnectorsTableWithAKeyIsItsFinalState() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan(TABLES + """
                INSERT INTO kept SELECT customer, SUM(amount) FROM orders GROUP BY customer;
                """);
        List<GivenRecord> records = List.of(
                record("orders", "{\"customer\": \"c1\", \"amount\": 1}"),
                record("orders", "{\"customer\": \"c2\", \"amount\": 5}"),
                record("orders", "{\"customer\": \"c1\", \"amount\": 2}"));
        try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "kept")).containsExactly("[c2, 5]", "[c1, 3]");
        }
    }

    @Test
    void aBoundedConnectorIsReadAsAStream() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan(TABLES + """
                INSERT INTO shown SELECT CAST(n AS STRING), n FROM numbers;
                """);
        List<GivenRecord> records = List.of(record("numbers", "{\"n\": 7}"));
        try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "shown")).containsExactly("[7, 7]");
        }
        assertThat(pipeline.tables())
                .extracting(shape -> shape.table().name())
                .as("those that no statement uses are none of the test's")
                .containsExactly("numbers", "shown");
    }
}
