package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.changes;
import static io.millrace.testing.run.Pipelines.late;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.GivenRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeterminismIT {

    private static final int RUNS = 30;

    private static final String PIPELINE = TestJobIT.ORDERS + """
            CREATE TABLE customers (
              id STRING, name STRING, changed TIMESTAMP_LTZ(3), PRIMARY KEY (id) NOT ENFORCED,
              WATERMARK FOR changed AS changed - INTERVAL '5' SECOND
            );
            CREATE TABLE spend (customer STRING, minute_start TIMESTAMP_LTZ(3), total DECIMAL(38, 2));
            CREATE TABLE joined (id STRING, payment STRING) WITH ('connector' = 'print');
            CREATE TABLE paid (id STRING, payment STRING);
            CREATE TABLE named (id STRING, name STRING);
            CREATE TABLE alerts (customer STRING, n BIGINT);
            INSERT INTO spend SELECT customer, window_start, SUM(amount)
            FROM TUMBLE(TABLE orders, DESCRIPTOR(created), INTERVAL '1' MINUTE)
            GROUP BY customer, window_start, window_end;
            INSERT INTO joined SELECT o.id, p.id FROM orders o LEFT JOIN payments p ON o.id = p.order_id;
            INSERT INTO paid SELECT o.id, p.id FROM orders o LEFT JOIN payments p
            ON o.id = p.order_id AND p.paid BETWEEN o.created AND o.created + INTERVAL '15' MINUTE;
            INSERT INTO named SELECT o.id, c.name FROM orders o
            JOIN customers FOR SYSTEM_TIME AS OF o.created c ON o.customer = c.id;
            INSERT INTO alerts SELECT * FROM orders MATCH_RECOGNIZE (
              PARTITION BY customer ORDER BY created MEASURES COUNT(A.id) AS n ONE ROW PER MATCH
              AFTER MATCH SKIP PAST LAST ROW PATTERN (A{3}) WITHIN INTERVAL '60' SECOND DEFINE A AS A.amount > 100);
            """;

    private final TestCluster cluster = TestCluster.start();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void theSameRowsGiveTheSameChangesInTheSameOrder() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan(PIPELINE);
        List<GivenRecord> records = records(7, 40);

        // When
        Set<String> outcomes = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            outcomes.add(outcome(pipeline, records));
        }

        // Then
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.iterator().next()).contains("spend=[+I", "paid=[+I", "named=[+I", "alerts=[+I");
    }

    private String outcome(PlannedPipeline pipeline, List<GivenRecord> records) {
        StringBuilder outcome = new StringBuilder();
        try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
            job.give(records);
            job.end(List.of("orders", "payments"));
            for (TableShape shape : pipeline.tables()) {
                String name = shape.table().name();
                outcome.append(name).append('=');
                outcome.append(
                                shape.isWritten()
                                        ? changes(job, name)
                                        : late(job, name).rows())
                        .append('\n');
            }
        }
        return outcome.toString();
    }

    private static List<GivenRecord> records(long seed, int count) {
        Random random = new Random(seed);
        List<GivenRecord> records = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int second = index * 3 + random.nextInt(12);
            String time = "10:%02d:%02d".formatted(second / 60, second % 60);
            String customer = "c" + random.nextInt(3);
            records.add(
                    switch (random.nextInt(5)) {
                        case 0, 1, 2 -> TestJobIT.order("o" + index, customer, 90 + random.nextInt(90) + ".00", time);
                        case 3 -> TestJobIT.payment("p" + index, "o" + Math.max(0, index - random.nextInt(6)), time);
                        default ->
                            Pipelines.keyed(
                                    "customers",
                                    customer,
                                    "{\"name\": \"n%d\", \"changed\": \"2026-01-01T%sZ\"}".formatted(index, time));
                    });
        }
        return records;
    }
}
