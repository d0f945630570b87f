package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.PlanCache;
import io.millrace.local.run.LocalCheck;
import io.millrace.testing.TestResult;
import io.millrace.testing.TestRunner;
import io.millrace.testing.TestSuite;
import io.millrace.testing.compare.Look;
import io.millrace.testing.run.JobCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show is true: pipelines can be planned, tests pass, settings and records can be read. */
class DocPagesIT {

    private static final Path ROOT = Path.of("..");
    private static final Path PATTERNS = ROOT.resolve("docs").resolve("patterns");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @TempDir
    private Path folder;

    private static List<Page> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"));
                Stream<Path> patterns = Files.list(PATTERNS)) {
            return Stream.of(Stream.of(ROOT.resolve("README.md")), docs, patterns)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::new)
                    .toList();
        }
    }

    @Test
    void everyBlockIsOfAKindThatIsHeldToTheCode() throws IOException {
        assertThat(pages()).allSatisfy(page -> assertThat(page.blocks())
                .as(page.toString())
                .allMatch(block ->
                        Set.of("sql", "yaml", "json", "java", "text", "").contains(block.language())));
    }

    @Test
    void everyTestOnThePagesPasses() throws IOException {
        // Given
        int tests = 0;
        List<Path> pipelines = new ArrayList<>();
        for (Page page : pages()) {
            PagePipelines written = PagePipelines.write(page, folder);
            tests += written.tests();
            pipelines.addAll(written.tested());
        }

        // When
        List<TestResult> results =
                TestRunner.run(TestSuite.load(pipelines, name -> true), JobCache.none(), result -> {}, () -> false);

        // Then
        assertThat(results)
                .hasSizeGreaterThanOrEqualTo(tests)
                .hasSizeGreaterThan(20)
                .allSatisfy(result -> assertThat(result.outcome())
                        .as(result.name() + what(result))
                        .isInstanceOf(TestResult.Passed.class));
    }

    @Test
    void whatNoTestRunsCanBePlanned() throws IOException {
        for (Page page : pages()) {
            for (Path pipeline : PagePipelines.write(page, folder).untested()) {
                assertThat(LocalCheck.of(List.of(pipeline), PlanCache.none()))
                        .as(pipeline.toString())
                        .allMatch(problem -> problem.code().isWarning());
            }
        }
    }

    @Test
    void patternsHaveNothingToMend() throws IOException {
        for (Page page : pages()) {
            if (page.file().startsWith(PATTERNS)) {
                for (Path pipeline : PagePipelines.write(page, folder).all()) {
                    assertThat(LocalCheck.of(List.of(pipeline), PlanCache.none()))
                            .as(pipeline.toString())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void settingsAndRecordsCanBeRead() throws IOException {
        for (Page page : pages()) {
            for (Page.Block block : page.blocks("json")) {
                // one document, or a record a line
                List<String> documents = block.text().startsWith("{\n")
                        ? List.of(block.text())
                        : block.text().lines().toList();
                for (String document : documents) {
                    assertThat(JSON.readTree(document).isObject()).as(document).isTrue();
                }
            }
            for (Page.Block block : page.blocks()) {
                if (block.isSettings()) {
                    Path pipeline = PagePipelines.forSettings(block, folder);
                    assertThat(PipelineLoader.load(List.of(pipeline), EnvironmentFiles.LOCAL))
                            .hasSize(1);
                }
            }
        }
    }

    private static String what(TestResult result) {
        StringBuilder what = new StringBuilder();
        if (result.outcome() instanceof TestResult.Failed failed) {
            failed.mismatches().forEach(mismatch -> what.append('\n')
                    .append(mismatch.difference().render(Look.PLAIN)));
        }
        return what.toString();
    }
}
