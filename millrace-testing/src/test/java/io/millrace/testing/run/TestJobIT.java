package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.changes;
import static io.millrace.testing.run.Pipelines.keyed;
import static io.millrace.testing.run.Pipelines.late;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rejects;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

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
        return record(
                "orders",
                """
                {"id": "%s", "customer": "%s", "amount": %s, "created": "2026-01-01T%sZ"}"""
                        .formatted(id, customer, amount, time));
    }

    static GivenRecord payment(String id, String order, String time) {
        return record(
                "payments",
                """
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
                    .containsExactly(
                            "[c1, 2026-01-01T10:00:00Z, 600.00]", "[c1, 2026-01-01T11:00:00Z, 700.00]");
        }
    }
}
