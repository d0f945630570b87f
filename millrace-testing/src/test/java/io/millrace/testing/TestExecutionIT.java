package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.job.PlanCache;
import io.millrace.testing.compare.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExecutionIT {

    private static final String VISITS = """
            CREATE TABLE visits (page STRING, t TIMESTAMP_LTZ(3), WATERMARK FOR t AS t);
            CREATE TABLE pages (page STRING);
            INSERT INTO pages SELECT page FROM visits;
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsSplitOffAfterTheLastLookAtItMakesATestFail() throws IOException {
        // When
        List<TestResult> results = run(VISITS, """
                test: nothing is late so far
                steps:
                  - given: {visits: [{page: a, t: '2026-01-01T10:00:00Z'}]}
                  - expect: {visits.late: [], visits.rejects: any}
                  - given: {visits: [{page: b, t: '2026-01-01T09:00:00Z'}, {raw: no row}]}
                """);

        // Then
        assertThat(differences(results.get(0)))
                .startsWith("""
                visits.yml:1: visits.late: 1 row came by the end, where no expectation names visits.late
                """)
                .contains("unexpected  b ")
                .doesNotContain("visits.rejects");
    }

    private List<TestResult> run(String sql, String tests) throws IOException {
        Files.writeString(folder.resolve("pipeline.sql"), sql);
        Files.writeString(Files.createDirectory(folder.resolve("tests")).resolve("visits.yml"), tests);
        return TestRunner.run(
                TestSuite.load(List.of(folder), name -> true), PlanCache.none(), result -> {}, () -> false);
    }

    private String differences(TestResult result) {
        assertThat(result.outcome()).isInstanceOf(TestResult.Failed.class);
        return ((TestResult.Failed) result.outcome())
                .mismatches().stream()
                        .map(mismatch -> mismatch.difference().render(Look.PLAIN))
                        .collect(Collectors.joining("\n"))
                        .replace(folder.resolve("tests") + "/", "");
    }
}
