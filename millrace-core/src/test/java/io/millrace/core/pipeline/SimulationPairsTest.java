package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationPairsTest {

    private final PipelineDirectory files;

    SimulationPairsTest(@TempDir Path root) {
        files = new PipelineDirectory(root);
    }

    @Test
    void paymentsOfOtherOrdersAreRefusedWhereTheyStand() {
        // Given
        pipeline("shop", """
            tables:
              payments: {feed: {simulator: shop, rate: 50}}
              orders: {feed: {simulator: shop, rate: 20}}
            """);

        // When
        List<Problem> problems = problems("shop");

        // Then
        assertThat(problems).singleElement().extracting(Problem::render).isEqualTo("""
                        %1$s/shop/millrace.yml:2:20: [MR-1012] the simulator's 'payments' of rate 50 and seed 1 are \
                        about other 'orders' than those of %1$s/shop/millrace.yml:3:18, of rate 20 and seed 1
                              payments: {feed: {simulator: shop, rate: 50}}
                                               ^
                          Fix: write the same for both, for example rate: 20, seed: 1 (docs/errors/MR-1012.md)\
                        """.formatted(files.root()));
    }

    @Test
    void fraudsOfAnotherPipelinesTransactionsNeedItsRateAndSeedToo() {
        // Given
        pipeline("cards", "tables: {transactions: {feed: {simulator: shop, rate: 50, seed: 1}}}");
        pipeline("truth", "tables: {frauds: {feed: {simulator: shop, rate: 50, seed: 2}}}");

        // When
        List<Problem> problems = problems("cards", "truth");

        // Then
        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("'frauds' of rate 50 and seed 2"));
    }

    @Test
    void oneOfSeveralSubjectsHasToFitAndNoneHasToBeThere() {
        // Given
        pipeline("a", "tables: {orders: {feed: {simulator: shop, rate: 20}}}");
        pipeline("b", """
            tables:
              orders: {topic: more, feed: {simulator: shop, rate: 50}}
              payments: {feed: {simulator: shop, rate: 50}}
              frauds: {feed: {simulator: shop, rate: 7}}
              customers: {feed: {simulator: shop, seed: 9}}
            """);

        // When
        List<Problem> problems = problems("a", "b");

        // Then
        assertThat(problems).isEmpty();
    }

    private void pipeline(String name, String settings) {
        files.write(
                name + "/pipeline.sql",
                Stream.of(ShopStream.values())
                                .map(stream -> "CREATE TABLE " + stream.text() + " (id INT);\n")
                                .reduce("", String::concat)
                        + "INSERT INTO orders SELECT id FROM payments;\n");
        files.write(name + "/millrace.yml", settings);
    }

    private List<Problem> problems(String... paths) {
        MillraceException failure = catchThrowableOfType(
                MillraceException.class,
                () -> PipelineLoader.load(
                        Stream.of(paths).map(files.root()::resolve).toList(), EnvironmentFiles.LOCAL));
        return failure == null ? List.of() : failure.problems();
    }
}
