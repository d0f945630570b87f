package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.compare.Look;
import io.millrace.testing.run.JobCache;
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
                .contains("unexpected")
                .contains("page        b")
                .doesNotContain("visits.rejects");
    }

    @Test
    void aJobThatWasKeptIsRunAgainUntilAPolicyChanges() throws IOException {
        // Given
        JobCache kept = JobCache.in(folder.resolve("kept"));
        write(VISITS, """
                test: one row is late
                given:
                  visits: [{page: a, t: '2026-01-01T10:00:00Z'}, {page: b, t: '2026-01-01T09:00:00Z'}]
                expect:
                  pages: [{page: a}]
                  visits.late: [{page: b}]
                """);

        // When
        TestResult planned = run(kept).get(0);
        TestResult again = run(kept).get(0);
        Files.writeString(folder.resolve("millrace.yml"), "lateness: 2h\n");
        TestResult patient = run(kept).get(0);

        // Then
        assertThat(planned.outcome()).isInstanceOf(TestResult.Passed.class);
        assertThat(again.outcome()).isInstanceOf(TestResult.Passed.class);
        assertThat(differences(patient)).contains("unexpected").contains("missing");
    }

    private List<TestResult> run(String sql, String tests) throws IOException {
        write(sql, tests);
        return run(JobCache.none());
    }

    private void write(String sql, String tests) throws IOException {
        Files.writeString(folder.resolve("pipeline.sql"), sql);
        Files.writeString(Files.createDirectory(folder.resolve("tests")).resolve("visits.yml"), tests);
    }

    private List<TestResult> run(JobCache plans) {
        return TestRunner.run(TestSuite.load(List.of(folder), name -> true), plans, result -> {}, () -> false);
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
