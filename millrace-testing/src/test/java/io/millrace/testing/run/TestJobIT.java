package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.changes;
import static io.millrace.testing.run.Pipelines.keyed;
import static io.millrace.testing.run.Pipelines.late;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rejects;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.Expectation;
import io.millrace.testing.script.GivenRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestJobIT {

    static final String ORDERS = """
            CREATE TABLE orders (
              id STRING, customer STRING, amount DECIMAL(10, 2), created TIMESTAMP_LTZ(3),
              WATERMARK FOR created AS created - INTERVAL '5' SECOND
            );
            CREATE TABLE payments (
              id STRING, order_id STRING, paid TIMESTAMP_LTZ(3),
              WATERMARK FOR paid AS paid - INTERVAL '5' SECOND
            );
            """;

    static final String SPEND = ORDERS + """
            CREATE TABLE spend (customer STRING, hour_start TIMESTAMP_LTZ(3), total DECIMAL(38, 2));
            INSERT INTO spend SELECT customer, window_start, SUM(amount)
            FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR)
            GROUP BY customer, window_start, window_end;
            """;

    private final TestCluster cluster = TestCluster.start();

    @AfterAll
    void stop() {
        cluster.close();
    }

    private TestJob start(PlannedPipeline pipeline, List<GivenRecord> records) {
        return cluster.start(pipeline, CLOCK, records);
    }

    static GivenRecord order(String id, String customer, String amount, String time) {
        String value = "{\"id\": \"%s\", \"customer\": \"%s\", \"amount\": %s, \"created\": \"2026-01-01T%sZ\"}";
        return record("orders", value.formatted(id, customer, amount, time));
    }

    static GivenRecord payment(String id, String order, String time) {
        return record("payments", """
                {"id": "%s", "order_id": "%s", "paid": "2026-01-01T%sZ"}""".formatted(id, order, time));
    }

    @Test
    void aWindowWithALateRowAndABrokenOne() {
        // Given
        List<GivenRecord> records = List.of(
                order("o1", "c1", "600.00", "10:00:05"),
                order("o2", "c1", "700.00", "11:30:00"),
                order("o3", "c1", "900.00", "09:00:00"),
                record("orders", "{\"id\": \"o4\", \"amount\": \"lots\"}"));
        try (TestJob job = start(Pipelines.plan(SPEND), records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "spend"))
                    .as("the watermark moves with each row, so the first hour is over")
                    .containsExactly("[c1, 2026-01-01T10:00:00Z, 600.00]");
            assertThat(late(job, "orders").rows()).singleElement().satisfies(row -> assertThat(row.cells())
                    .containsEntry("id", "o3")
                    .containsEntry("amount", new BigDecimal("900.00"))
                    .containsEntry("partition", BigDecimal.ZERO)
                    .containsEntry("offset", BigDecimal.valueOf(2))
                    .containsEntry("watermark", Instant.parse("2026-01-01T11:29:55Z"))
                    .containsEntry("event-time", Instant.parse("2026-01-01T09:00:00Z")));
            assertThat(rejects(job, "orders").rows()).singleElement().satisfies(row -> assertThat(row.cells())
                    .containsEntry("reason", "VALUE_TYPE")
                    .containsEntry("stage", "intake")
                    .containsEntry("offset", BigDecimal.valueOf(3))
                    .containsEntry("key", null)
                    .containsEntry("value", "{\"id\": \"o4\", \"amount\": \"lots\"}"));

            // When
            job.end(List.of("orders"));

            // Then
            assertThat(rows(job, "spend"))
                    .containsExactly("[c1, 2026-01-01T10:00:00Z, 600.00]", "[c1, 2026-01-01T11:00:00Z, 700.00]");
        }
    }

    @Test
    void anUpsertedTableIsItsFinalState() {
        // Given
        List<GivenRecord> records = List.of(
                keyed("customers", "c1", "{\"name\": \"Ada\"}"),
                keyed("customers", "c2", "{\"name\": \"Bo\"}"),
                keyed("customers", "c1", "{\"name\": \"Ada L.\"}"),
                keyed("customers", "c2", null));
        PlannedPipeline pipeline = Pipelines.plan("""
                CREATE TABLE customers (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED);
                CREATE TABLE names (id STRING, name STRING, PRIMARY KEY (id) NOT ENFORCED);
                INSERT INTO names SELECT id, UPPER(name) FROM customers;
                """);
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "names")).containsExactly("[c1, ADA L.]");
            assertThat(job.rows(new Expectation.Stream("names", Expectation.Stream.Kind.ROWS))
                            .key())
                    .containsExactly("id");
            assertThat(changes(job, "names"))
                    .as("as the outlet gets them: an upsert stream does not say what is new, nor what is deleted")
                    .containsExactly("+U[c1, ADA]", "+U[c2, BO]", "+U[c1, ADA L.]", "-D[c2, null]");
        }
    }

    @Test
    void rowsOfTwoTablesArriveInTheOrderWritten() {
        // Given
        List<GivenRecord> records = List.of(
                order("o1", "c1", "1", "10:00:00"),
                payment("p1", "o1", "10:00:01"),
                payment("p2", "o2", "10:00:02"),
                order("o2", "c1", "1", "10:00:02"),
                order("o1", "c2", "2", "10:00:03"));
        PlannedPipeline pipeline = Pipelines.plan(ORDERS + """
                CREATE TABLE seen (id STRING, payment STRING) WITH ('connector' = 'print');
                INSERT INTO seen SELECT o.id, p.id FROM orders o LEFT JOIN payments p ON o.id = p.order_id;
                """);
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(changes(job, "seen"))
                    .containsExactly("+I[o1, null]", "-D[o1, null]", "+I[o1, p1]", "+I[o2, p2]", "+I[o1, p1]");
            assertThat(rows(job, "seen")).containsExactly("[o1, p1]", "[o2, p2]", "[o1, p1]");
        }
    }

    @Test
    void anIntervalJoinWaitsForBothTables() {
        // Given
        List<GivenRecord> records = List.of(
                order("o1", "c1", "1", "10:00:00"),
                order("o2", "c1", "1", "10:00:01"),
                payment("p1", "o1", "10:05:00"));
        PlannedPipeline pipeline = Pipelines.plan(ORDERS + """
                CREATE TABLE paid (id STRING, payment STRING);
                INSERT INTO paid SELECT o.id, p.id FROM orders o LEFT JOIN payments p
                ON o.id = p.order_id AND p.paid BETWEEN o.created AND o.created + INTERVAL '15' MINUTE;
                """);
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "paid")).containsExactly("[o1, p1]");

            // When
            job.end(List.of("orders"));

            // Then
            assertThat(rows(job, "paid"))
                    .as("the table that the test does not name ends as well")
                    .containsExactly("[o1, p1]", "[o2, null]");
        }
    }

    @Test
    void aPatternIsFoundOnceTheWatermarkHasPassed() {
        // Given
        List<GivenRecord> records = List.of(
                order("o1", "c1", "150", "10:00:00"),
                order("o2", "c1", "1", "10:00:05"),
                order("o3", "c1", "150", "10:00:20"));
        PlannedPipeline pipeline = Pipelines.plan(ORDERS + """
                CREATE TABLE alerts (customer STRING, big STRING, small STRING);
                INSERT INTO alerts SELECT * FROM orders MATCH_RECOGNIZE (
                  PARTITION BY customer ORDER BY created MEASURES B.id AS big, S.id AS small
                  ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (B S) WITHIN INTERVAL '1' MINUTE
                  DEFINE B AS B.amount > 100, S AS S.amount < 10);
                """);
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "alerts")).containsExactly("[c1, o1, o2]");
        }
    }

    @Test
    void eventTimeAndTheClockAdvanceInBetween() {
        // Given
        List<GivenRecord> records = List.of(order("o1", "c1", "1.00", "10:00:05"));
        List<GivenRecord> behind =
                List.of(order("o2", "c1", "2.00", "10:59:59"), order("o3", "c1", "3.00", "11:00:01"));
        try (TestJob job = start(Pipelines.plan(SPEND), records)) {
            job.give(records);
            assertThat(rows(job, "spend")).isEmpty();

            // When
            boolean isAdvanced = job.advanceBy(Duration.ofHours(1));
            job.give(behind);

            // Then
            assertThat(isAdvanced).isTrue();
            assertThat(rows(job, "spend")).containsExactly("[c1, 2026-01-01T10:00:00Z, 1.00]");
            assertThat(late(job, "orders").rows())
                    .as("10:00:05, less the bound of 5 s, and an hour on")
                    .singleElement()
                    .satisfies(row -> assertThat(row.cells())
                            .containsEntry("id", "o2")
                            .containsEntry("watermark", Instant.parse("2026-01-01T11:00:00Z")));

            // When
            job.advanceTo(Instant.parse("2026-01-01T10:30:00Z"));
            job.advanceTo(Instant.parse("2026-01-01T12:00:00Z"));

            // Then
            assertThat(rows(job, "spend"))
                    .containsExactly("[c1, 2026-01-01T10:00:00Z, 1.00]", "[c1, 2026-01-01T11:00:00Z, 3.00]");
        }
    }

    @Test
    void thereIsNothingToAdvanceFromBeforeTheFirstRow() {
        // Given
        try (TestJob job = start(Pipelines.plan(SPEND), List.of())) {
            // When
            boolean isAdvanced = job.advanceBy(Duration.ofHours(1));

            // Then
            assertThat(isAdvanced).isFalse();
        }
    }

    @Test
    void theClockDecidesWhatIsInTheFuture() {
        // Given
        List<GivenRecord> records = List.of(order("o1", "c1", "1.00", "10:00:00"));
        try (TestJob job = cluster.start(Pipelines.plan(SPEND), Instant.parse("2026-01-01T08:00:00Z"), records)) {
            job.give(records);

            // When
            job.advanceTo(Instant.parse("2026-01-01T09:30:00Z"));
            job.give(records);
            job.end(List.of());

            // Then
            assertThat(rejects(job, "orders").rows()).singleElement().satisfies(row -> assertThat(row.cells())
                    .containsEntry("reason", "TIME_FUTURE"));
            assertThat(rows(job, "spend")).hasSize(1);
        }
    }

    @Test
    void tablesEndInTheOrderGiven() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan(ORDERS + """
                CREATE TABLE ends (id STRING);
                INSERT INTO ends SELECT customer FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' HOUR)
                GROUP BY customer, window_start, window_end;
                INSERT INTO ends SELECT id FROM TUMBLE(TABLE payments, DESCRIPTOR(paid), INTERVAL '1' HOUR)
                GROUP BY id, window_start, window_end;
                """);
        List<GivenRecord> records = List.of(order("o1", "c1", "1", "10:00:00"), payment("p1", "o1", "10:00:00"));
        for (List<String> order : List.of(List.of("orders", "payments"), List.of("payments", "orders"))) {
            try (TestJob job = start(pipeline, records)) {
                job.give(records);

                // When
                job.end(order);

                // Then
                assertThat(rows(job, "ends"))
                        .isEqualTo(order.get(0).equals("orders") ? List.of("[c1]", "[p1]") : List.of("[p1]", "[c1]"));
            }
        }
    }

    @Test
    void aPartitionOfTheTestHoldsTheWatermarkBackUntilItHasRows() {
        // Given
        String value = "{\"id\": \"o\", \"customer\": \"c1\", \"amount\": 1.00, \"created\": \"2026-01-01T%s:00:00Z\"}";
        List<GivenRecord> records = List.of(
                record("orders", 0, null, value.formatted(10)),
                record("orders", 0, null, value.formatted(12)),
                record("orders", 1, null, value.formatted(12)));
        try (TestJob job = start(Pipelines.plan(SPEND), records)) {
            job.give(records.subList(0, 2));
            assertThat(rows(job, "spend")).isEmpty();

            // When
            job.give(records.subList(2, 3));

            // Then
            assertThat(rows(job, "spend")).containsExactly("[c1, 2026-01-01T10:00:00Z, 1.00]");
        }
    }

    @Test
    void aResultThatItsTableCannotHoldIsAReject() {
        // Given
        List<GivenRecord> records = List.of(
                order("o1", "c1", "600.00", "10:00:05"), record("orders", "{\"created\": \"2026-01-01T10:00:06Z\"}"));
        PlannedPipeline pipeline = Pipelines.plan(ORDERS + """
                CREATE TABLE ids (id STRING NOT NULL);
                INSERT INTO ids SELECT id FROM orders;
                """);
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "ids")).containsExactly("[o1]");
            assertThat(rejects(job, "ids").rows()).singleElement().satisfies(row -> assertThat(row.cells())
                    .containsEntry("reason", "SINK_NULL")
                    .containsEntry("stage", "outlet")
                    .containsEntry("partition", null));
        }
    }

    @Test
    void whatIsWrittenIntoATableThatIsReadGoesOn() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan("""
                CREATE TABLE numbers (n INT);
                CREATE TABLE doubled (n INT);
                CREATE TABLE again (n INT);
                INSERT INTO doubled SELECT n * 2 FROM numbers;
                INSERT INTO again SELECT n * 2 FROM doubled;
                """);
        List<GivenRecord> records = List.of(record("numbers", "{\"n\": 1}"), record("numbers", "{\"n\": 2}"));
        try (TestJob job = start(pipeline, records)) {
            // When
            job.give(records);

            // Then
            assertThat(rows(job, "again")).containsExactly("[4]", "[8]");
        }
    }
}
