package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.changes;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.GivenRecord;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rows that stand in the script itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstantsIT {

    private static final int RUNS = 20;

    private final TestCluster cluster = TestCluster.start();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void constantsAreThereBeforeTheFirstRowArrives() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan("""
                CREATE TABLE orders (id STRING, code INT);
                CREATE TABLE named (id STRING, name STRING) WITH ('connector' = 'print');
                CREATE VIEW codes AS SELECT * FROM (VALUES (1, 'one'), (2, 'two')) AS c(code, name);
                INSERT INTO named SELECT o.id, c.name FROM orders o LEFT JOIN codes c ON o.code = c.code;
                """);
        List<GivenRecord> records = List.of(
                record("orders", "{\"id\": \"a\", \"code\": 2}"), record("orders", "{\"id\": \"b\", \"code\": 9}"));
        for (int run = 0; run < RUNS; run++) {
            try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
                // When
                job.give(records);
                job.end(List.of("orders"));

                // Then
                assertThat(changes(job, "named")).containsExactly("+I[a, two]", "+I[b, null]");
            }
        }
    }

    @Test
    void aPipelineOfNothingButConstantsIsLookedAtWhenItHasEnded() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan("""
                CREATE TABLE counts (n INT, times BIGINT, PRIMARY KEY (n) NOT ENFORCED);
                INSERT INTO counts SELECT n, COUNT(*) FROM (VALUES (1), (2), (2)) AS v(n) GROUP BY n;
                """);
        try (TestJob job = cluster.start(pipeline, CLOCK, List.of())) {
            // When
            job.end(List.of());

            // Then
            assertThat(rows(job, "counts")).containsExactlyInAnyOrder("[1, 1]", "[2, 2]");
        }
    }
}
