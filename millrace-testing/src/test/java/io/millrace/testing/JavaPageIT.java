package io.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.run.PlanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that teaches Java is true: everything on it is compiled and tested. */
class JavaPageIT {

    /** A block, and the file that the line before it names. */
    private static final Pattern BLOCKS = Pattern.compile("(?ms)^`([^`\\n]+)`:\\n\\n```(?:sql|yaml|java)\\n(.*?)^```");

    @TempDir
    private Path folder;

    @Test
    void everyTestOfThePagePasses() throws IOException {
        // Given
        Matcher block = BLOCKS.matcher(Files.readString(Path.of("..", "docs", "java.md")));
        while (block.find()) {
            Path file = folder.resolve(block.group(1));
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, block.group(2));
        }

        // When
        List<TestResult> results = TestRunner.run(
                TestSuite.load(List.of(folder), name -> true), PlanCache.none(), result -> {}, () -> false);

        // Then
        assertThat(results).hasSize(2).allSatisfy(result -> assertThat(result.outcome())
                .isInstanceOf(TestResult.Passed.class));
    }
}
