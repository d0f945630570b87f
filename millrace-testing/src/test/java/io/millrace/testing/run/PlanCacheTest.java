package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.Pipeline;
import io.millrace.flink.job.PlanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCacheTest {

    private static final String TABLES = """
            CREATE TABLE numbers (n STRING);
            CREATE TABLE results (n STRING);
            """;

    private static final Pipeline PIPELINE =
            Pipelines.pipeline(TABLES + "INSERT INTO results SELECT UPPER(n) FROM numbers;");

    @TempDir
    private Path folder;

    @Test
    void aPlanIsFoundAgainAsLongAsTheStatementsStay() {
        // When
        PlannedPipeline.of(PIPELINE, PlanCache.in(folder));

        // Then
        assertThat(PlanCache.in(folder).find(PIPELINE)).isPresent();
        assertThat(PlanCache.in(folder)
                        .find(Pipelines.pipeline(TABLES + "INSERT INTO results SELECT LOWER(n) FROM numbers;")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoPlanOnlyCostsTime() throws IOException {
        // Given
        PlannedPipeline.of(PIPELINE, PlanCache.in(folder));
        Path kept = files().get(0);
        Files.writeString(kept, "{\"nodes\": [");

        // When
        PlannedPipeline planned = PlannedPipeline.of(PIPELINE, PlanCache.in(folder));

        // Then
        assertThat(planned.tables()).hasSize(2);
        assertThat(kept).as("the next one finds a plan again").content().contains("\"edges\"");
    }

    @Test
    void aPlanWithAUsersFunctionIsMadeAnew() throws IOException {
        // When
        PlannedPipeline.of(Pipelines.pipeline(TABLES + """
                CREATE FUNCTION slow AS 'io.millrace.testing.run.Slow';
                INSERT INTO results SELECT slow(n) FROM numbers;
                """), PlanCache.in(folder));

        // Then
        assertThat(files()).as("its class may be another next time").isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
