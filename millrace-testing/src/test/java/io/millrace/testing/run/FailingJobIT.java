package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.MillraceException;
import io.millrace.testing.script.GivenRecord;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailingJobIT {

    private static final String TABLES = """
            CREATE TABLE numbers (n INT, s STRING);
            CREATE TABLE results (n INT);
            """;

    private final TestCluster cluster = TestCluster.start();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 10 / n FROM numbers",
                "SELECT CAST(s AS INT) FROM numbers",
                "SELECT CAST(10 / n AS INT) FROM (SELECT s, COUNT(*) - 1 AS n FROM numbers GROUP BY s, n)"
            })
    void aJobThatFailsSaysWhyAndTheNextTestRuns(String query) {
        // Given
        String changes = query.contains("GROUP") ? " WITH ('connector' = 'print')" : "";
        PlannedPipeline pipeline = Pipelines.plan(
                TABLES.replace("(n INT);", "(n INT)" + changes + ";") + "INSERT INTO results " + query + ";");
        List<GivenRecord> records = List.of(record("numbers", "{\"n\": 0, \"s\": \"x\"}"));
        try (TestJob job = cluster.start(pipeline, CLOCK, records)) {
            // When
            assertThatThrownBy(() -> job.give(records))
                    // Then
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("[MR-2001] pipeline \"shop\" failed: ")
                    .hasMessageMatching("(?s).*(by zero|INTEGER|'x').*")
                    .hasMessageContaining("the rows that the test gives");
            assertThatThrownBy(() -> job.end(List.of()))
                    .as("a job that has failed stays so")
                    .hasMessageContaining("[MR-2001]");
        }
        List<GivenRecord> good = List.of(record("numbers", "{\"n\": 5, \"s\": \"2\"}"));
        if (changes.isEmpty()) {
            try (TestJob job = cluster.start(pipeline, CLOCK, good)) {
                job.give(good);
                assertThat(rows(job, "results")).containsExactly("[2]");
            }
        }
    }
}
