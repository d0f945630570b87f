package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.flink.job.PlanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check of what has not changed says the same, without planning again. */
class DryRunTest {

    private static final String SCRIPT = """
            CREATE TABLE numbers (n INT);
            CREATE TABLE doubled (n INT);
            CREATE TABLE unused (n INT);
            INSERT INTO doubled SELECT 2 * n FROM numbers;
            """;

    @TempDir
    private Path folder;

    private Path pipeline;
    private Path plans;

    @BeforeEach
    void write() throws IOException {
        pipeline = Files.createDirectory(folder.resolve("doubled"));
        plans = folder.resolve("plans");
        Files.writeString(pipeline.resolve("pipeline.sql"), SCRIPT);
    }

    @Test
    void aKeptPlanGivesTheSameWarnings() throws IOException {
        // Given
        List<Problem> first = check();

        // When
        List<Problem> again = check();

        // Then
        assertThat(again).isEqualTo(first).extracting(Problem::code).containsExactly(ErrorCode.TABLE_UNUSED);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whatTheSettingsSayIsLookedAtAnew() throws IOException {
        // Given
        check();
        Files.writeString(
                pipeline.resolve("millrace.yml"), "tables:\n  numbers: {topic: shop.numbers, lateness: 1s}\n");

        // Then
        assertThat(check()).extracting(Problem::code).containsExactly(ErrorCode.SETTING_UNUSED, ErrorCode.TABLE_UNUSED);
    }

    @Test
    void aFileThatIsNoPlanOnlyCostsTime() throws IOException {
        // Given
        List<Problem> first = check();
        Files.writeString(kept().get(0), "{\"nodes\": [");

        // When
        List<Problem> again = check();

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(kept().get(0))
                .as("the next one finds a plan again")
                .content()
                .contains("\"edges\"");
    }

    @Test
    void aPipelineWithAProblemIsNotKept() throws IOException {
        // Given
        Files.writeString(pipeline.resolve("pipeline.sql"), SCRIPT.replace("2 * n", "2 * m"));

        // Then
        assertThat(check()).extracting(Problem::code).containsExactly(ErrorCode.SQL_INVALID);
        assertThat(plans).doesNotExist();
    }

    private List<Problem> check() {
        return LocalCheck.of(List.of(pipeline), PlanCache.in(plans));
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(plans)) {
            return files.toList();
        }
    }
}
