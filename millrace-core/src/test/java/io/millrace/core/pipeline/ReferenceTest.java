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
import java.util.List;
import java.util.regex.Matcher;
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
    void theTableOfThePageIsMadeFromTheCode() throws IOException {
        // Given
        Path page = Path.of("..", "docs", "millrace-yml.md");
        String text = Files.readString(page);

        // When
        String made = text.replaceFirst(
                "(?s)(<!-- keys: begin -->\n).*?(<!-- keys: end -->)",
                "$1" + Matcher.quoteReplacement(PolicyBinder.table()) + "$2");
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, made);
            return;
        }

        // Then
        assertThat(text)
                .as("make it anew: mvn test -Dquick -pl millrace-core -am -Dtest=ReferenceTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true")
                .isEqualTo(made)
                .contains("<!-- keys: begin -->\n| key |");
    }

    @Test
    void theTableHasEveryKeyThatIsKnown(@TempDir Path root) throws IOException {
        assertThat(knownKeys(root))
                .filteredOn(key -> !List.of("idle", "rejects", "tables", "feed").contains(key))
                .allSatisfy(key -> assertThat(PolicyBinder.table()).containsPattern("[.`]" + key + "` \\|"));
    }

    @Test
    void documentsEveryKeyThatIsKnown(@TempDir Path root) throws IOException {
        String reference = reference();
        assertThat(knownKeys(root)).allSatisfy(key -> assertThat(reference).contains(key + ":"));
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

    /** As the messages about unknown keys list them. */
    private static List<String> knownKeys(Path root) throws IOException {
        PipelineDirectory files = new PipelineDirectory(root);
        files.write("a/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write(
                "a/millrace.yml",
                "{zzz: 1, rejects: {zzz: 1}, idle: {zzz: 1}, tables: {orders: {zzz: 1, feed: {zzz: 1}},"
                        + " clicks: {feed: {simulator: shop, zzz: 1}}}}");
        MillraceException failure = catchThrowableOfType(MillraceException.class, () -> files.load("a"));
        List<String> keys = failure.problems().stream()
                .map(problem -> problem.remedy())
                .filter(remedy -> remedy.matches("use one of the (known keys|keys known here): .*"))
                .map(remedy -> remedy.substring(remedy.indexOf(": ") + 2))
                .flatMap(names -> Stream.of(names.split(", ")))
                .toList();
        assertThat(keys).hasSizeGreaterThan(20);
        return keys;
    }

    private static String reference() throws IOException {
        try (InputStream resource = PolicyBinder.class.getResourceAsStream("reference.yml")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
