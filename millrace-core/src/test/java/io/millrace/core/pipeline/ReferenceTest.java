package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {

    @Test
    void thePageShowsTheFileThatTheDefaultsComeFrom() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "millrace-yml.md")))
                .as("copy reference.yml into docs/millrace-yml.md")
                .contains("```yaml\n" + reference() + "```\n");
    }

    @Test
    void documentsEveryKeyThatIsKnown(@TempDir Path root) throws IOException {
        // Given
        PipelineDirectory files = new PipelineDirectory(root);
        files.write("a/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write(
                "a/millrace.yml",
                "{zzz: 1, rejects: {zzz: 1}, idle: {zzz: 1}, tables: {orders: {zzz: 1, feed: {zzz: 1}},"
                        + " clicks: {feed: {simulator: shop, zzz: 1}}}}");

        // When
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> files.load("a"));

        // Then
        String reference = reference();
        assertThat(failure.problems().stream()
                        .map(problem -> problem.remedy())
                        .filter(remedy -> remedy.startsWith("use one of the "))
                        .map(remedy -> remedy.substring(remedy.indexOf(": ") + 2))
                        .flatMap(keys -> Stream.of(keys.split(", "))))
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(reference).contains(key + ":"));
    }

    @Test
    void isWhatAPipelineWithoutSettingsGets(@TempDir Path root) throws IOException {
        // Given
        PipelineDirectory files = new PipelineDirectory(root);
        files.write("a/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("a/millrace.yml", reference());

        // When
        Policies policies = files.load("a").policies();

        // Then
        assertThat(policies).isEqualTo(Policies.standard());
    }

    @Test
    void itsCommentedExampleIsValid(@TempDir Path root) throws IOException {
        // Given
        PipelineDirectory files = new PipelineDirectory(root);
        files.write("a/pipeline.sql", "CREATE TABLE clicks (id INT);\n" + PipelineDirectory.SCRIPT);
        String text = reference();
        files.write("a/millrace.yml", text.substring(text.indexOf("# tables:")).replaceAll("(?m)^# ", ""));

        // Then
        assertThatThrownBy(() -> files.load("a"))
                .as("all but the feed's file, which is only an example")
                .isInstanceOfSatisfying(MillraceException.class, failure -> assertThat(failure.problems())
                        .hasSize(1))
                .hasMessageContaining("the feed's file 'data/orders.csv' cannot be read");
    }

    private static String reference() throws IOException {
        try (InputStream resource = PolicyBinder.class.getResourceAsStream("reference.yml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
