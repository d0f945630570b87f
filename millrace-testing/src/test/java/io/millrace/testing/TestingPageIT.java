package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.job.PlanCache;
import io.millrace.testing.compare.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that teaches testing is true: each script and each test on it is run. */
class TestingPageIT {

    /** A block, and the file that a line before it names. Blocks without one are further tests of the last file. */
    private static final Pattern BLOCKS = Pattern.compile("(?ms)(?:^`([^`\\n]+)`:\\n\\n)?^```(sql|yaml)\\n(.*?)^```");

    @TempDir
    private Path folder;

    @Test
    void everyTestOfThePagePasses() throws IOException {
        // Given
        int tests = write(Files.readString(Path.of("..", "docs", "testing.md")));

        // When
        List<TestResult> results = TestRunner.run(
                TestSuite.load(List.of(folder), name -> true), PlanCache.none(), result -> {}, () -> false);

        // Then
        assertThat(results).hasSize(tests).hasSizeGreaterThan(5).allSatisfy(result -> assertThat(result.outcome())
                .as(result.name() + differences(result))
                .isInstanceOf(TestResult.Passed.class));
    }

    private int write(String page) throws IOException {
        Matcher block = BLOCKS.matcher(page);
        Path file = folder;
        int tests = 0;
        while (block.find()) {
            file = block.group(1) == null ? file : folder.resolve(block.group(1));
            Files.createDirectories(file.resolveSibling("."));
            boolean isTest = block.group(2).equals("yaml");
            tests += isTest ? 1 : 0;
            String separator = Files.exists(file) ? "---\n" : "";
            Files.writeString(file, separator + block.group(3), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return tests;
    }

    private static String differences(TestResult result) {
        List<String> differences = new ArrayList<>();
        if (result.outcome() instanceof TestResult.Failed failed) {
            failed.mismatches()
                    .forEach(mismatch -> differences.add(mismatch.difference().render(Look.PLAIN)));
        }
        return String.join("\n", differences);
    }
}
