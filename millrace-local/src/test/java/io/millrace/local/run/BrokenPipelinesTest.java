package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes, each with the one message that it must give, word for word. */
class BrokenPipelinesTest {

    private static final Path CASES = Path.of("src", "test", "resources", "broken");

    @TestFactory
    Stream<DynamicTest> eachGivesItsMessage(@TempDir Path folder) throws IOException {
        List<BrokenPipeline> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(CASES)) {
            for (Path file : files.sorted().toList()) {
                all.addAll(BrokenPipeline.in(file));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(60);
        return all.stream().map(broken -> DynamicTest.dynamicTest(broken.name(), () -> {
            assertThat(broken.check(Files.createTempDirectory(folder, "case"))).isEqualTo(broken.says());
            assertThat(broken.says())
                    .as("what, and what to do")
                    .containsOnlyOnce("[MR-")
                    .containsOnlyOnce("  Fix: ");
        }));
    }
}
