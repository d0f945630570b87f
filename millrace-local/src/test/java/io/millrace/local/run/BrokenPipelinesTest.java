package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        return all.stream()
                .map(broken -> DynamicTest.dynamicTest(broken.name(), () -> {
                    assertThat(broken.check(Files.createTempDirectory(folder, "case")))
                            .isEqualTo(broken.says());
                    assertThat(broken.says())
                            .as("what, and what to do")
                            .containsOnlyOnce("[MR-")
                            .containsOnlyOnce("  Fix: ");
                }));
    }

    /** What the examples' own comments say of their state; nothing else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "enrich-on-arrival | none",
                "fraud-java    | GROUP BY card_id, first_time, third_time, amount",
                "sensors       | FROM episodes FULL OUTER JOIN labels / GROUP BY outcome",
                "spend         | GROUP BY customer_id, window_start",
                "shop/clicks   | none",
                "shop/fraud    | none",
                "shop/payments | none",
                "shop/spend    | FROM hourly_spend s LEFT JOIN customers c"
            })
    void examplesAreWarnedOfOnlyWhatIsTrue(String example, @Nullable String places) {
        // When
        List<Problem> found = LocalCheck.of(List.of(Path.of("..", "examples").resolve(example)));

        // Then
        assertThat(found).allMatch(problem -> problem.code() == ErrorCode.STATE_UNBOUNDED);
        assertThat(found.stream()
                        .map(problem -> problem.location().orElseThrow().text().strip())
                        .map(text -> text.replaceFirst(" ON .*", ""))
                        .collect(Collectors.joining(" / ")))
                .isEqualTo(places == null ? "" : places);
    }
}
