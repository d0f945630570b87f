package io.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceText;
import io.millrace.core.yaml.YamlValue.Scalar.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlParserTest {

    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "abc, abc, true, TEXT",
                "'abc', abc, false, TEXT",
                "12, 12, true, NUMBER",
                "-1.50, -1.50, true, NUMBER",
                "0x1F, 0x1F, true, NUMBER",
                ".inf, .inf, true, NUMBER",
                "\"12\", 12, false, TEXT",
                "true, true, true, BOOLEAN",
                "'true', true, false, TEXT",
                "yes, yes, true, TEXT",
                "null, null, true, NULL",
                "~, ~, true, NULL",
                "'null', null, false, TEXT",
                "~0.5, ~0.5, true, TEXT",
                "2026-01-01T10:00:00Z, 2026-01-01T10:00:00Z, true, TEXT",
                "10:20:30, 10:20:30, true, TEXT"
            })
    void aScalarKeepsItsTextAndWhatYamlTakesItFor(String written, String text, boolean isPlain, Kind kind) {
        // When
        List<YamlDocument> documents = documents("key: " + written + "\n");

        // Then
        YamlValue value = valueOfKey(documents.get(0));
        assertThat(value).isEqualTo(new YamlValue.Scalar(value.at(), text, isPlain, kind));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aKeyWithoutValueIsNullInADocument() {
        // When
        List<YamlDocument> documents = documents("key:\n");

        // Then
        assertThat(valueOfKey(documents.get(0)).isNull()).isTrue();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aKeyWithoutValueIsAProblemInSettings() {
        // When
        YamlValue.Mapping settings = YamlParser.parse(SourceText.of("a.yml", "key:\n"), problems);

        // Then
        assertThat(settings.entries()).isEmpty();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("'key' has no value");
    }

    @Test
    void documentsKeepTheirNumberWhereSomeHoldNothing() {
        // When
        List<YamlDocument> documents = documents("""
                # first
                ---
                a: 1
                ---
                # nothing
                ---
                b: 2
                """);

        // Then
        assertThat(documents).extracting(YamlDocument::index).containsExactly(0, 2);
        assertThat(documents.get(1).root().at().line()).isEqualTo(7);
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void documentsBeforeBadSyntaxAreRead() {
        // When
        List<YamlDocument> documents = documents("a: 1\n---\nb: [\n");

        // Then
        assertThat(documents).extracting(YamlDocument::index).containsExactly(0);
        assertThat(problems.all())
                .extracting(Problem::code)
                .map(Object::toString)
                .containsExactly("MR-1001");
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000, 100_000})
    void whatIsNestedTooDeeplyIsAProblem(int depth) {
        // When
        documents("a: " + "[".repeat(depth) + "]".repeat(depth));

        // Then
        assertThat(problems.all()).extracting(Problem::message).containsExactly("values are nested deeper than 100");
    }

    private static YamlValue valueOfKey(YamlDocument document) {
        return Objects.requireNonNull(document.root().entries().get("key")).value();
    }

    private List<YamlDocument> documents(String text) {
        return YamlParser.documents(SourceText.of("a.yml", text), "test: a", problems);
    }
}
