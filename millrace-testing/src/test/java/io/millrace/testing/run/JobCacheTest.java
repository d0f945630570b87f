package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCacheTest {

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
        PlannedPipeline.of(PIPELINE, JobCache.in(folder));

        // Then
        assertThat(JobCache.in(folder).find(PIPELINE)).isPresent();
        assertThat(JobCache.in(folder)
                        .find(Pipelines.pipeline(TABLES + "INSERT INTO results SELECT LOWER(n) FROM numbers;")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoPlanOnlyCostsTime() throws IOException {
        // Given
        PlannedPipeline.of(PIPELINE, JobCache.in(folder));
        Path kept = files().get(0);
        Files.writeString(kept, "no job");

        // When
        PlannedPipeline planned = PlannedPipeline.of(PIPELINE, JobCache.in(folder));

        // Then
        assertThat(planned.tables()).hasSize(2);
        assertThat(JobCache.in(folder).find(PIPELINE))
                .as("the next one finds a job again")
                .isPresent();
    }

    @Test
    void aPlanWithAUsersFunctionIsMadeAnew() throws IOException {
        // When
        PlannedPipeline.of(Pipelines.pipeline(TABLES + """
                CREATE FUNCTION slow AS 'io.millrace.testing.run.Slow';
                INSERT INTO results SELECT slow(n) FROM numbers;
                """), JobCache.in(folder));

        // Then
        assertThat(files()).as("its class may be another next time").isEmpty();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
