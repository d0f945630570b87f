package io.millrace.testing.run;

import static io.millrace.testing.run.Pipelines.CLOCK;
import static io.millrace.testing.run.Pipelines.record;
import static io.millrace.testing.run.Pipelines.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.script.GivenRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingIT {

    @Test
    void aRowThatComesBackFromATopicHasGoneThroughToo() {
        // Given
        PlannedPipeline pipeline = Pipelines.plan("""
                CREATE FUNCTION slow AS 'io.millrace.testing.run.Slow';
                CREATE TABLE words (id STRING);
                CREATE TABLE counts (id STRING, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
                CREATE TABLE counted (id STRING, n BIGINT, PRIMARY KEY (id) NOT ENFORCED);
                INSERT INTO counts SELECT slow(id), n FROM (SELECT id, COUNT(*) AS n FROM words GROUP BY id);
                INSERT INTO counted SELECT slow(id), n FROM (SELECT id, COUNT(*) AS n FROM counts GROUP BY id);
                """);
        List<GivenRecord> records = List.of(record("words", "{\"id\": \"a\"}"), record("words", "{\"id\": \"b\"}"));
        try (TestCluster cluster = TestCluster.start();
                TestJob job = cluster.start(pipeline, CLOCK, records)) {
            // the job is on its way to running as long as the first row is
            job.give(records.subList(0, 1));

            // When
            job.give(records.subList(1, 2));

            // Then
            assertThat(rows(job, "counts")).containsExactly("[a, 1]", "[b, 1]");
            assertThat(rows(job, "counted"))
                    .as("it came to the second topic only when the checkpoint had passed that topic's reader")
                    .containsExactly("[a, 1]", "[b, 1]");
        }
    }
}
