package io.millrace.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.SourceLocation;
import org.junit.jupiter.api.Test;

class SourceTextTest {

    @Test
    void tellsWhereACharacterStands() {
        // Given
        SourceText source = SourceText.of("a.sql", "one\n  two\n");

        // When
        SourceLocation at = source.at(source.text().indexOf("two"));

        // Then
        assertThat(at).isEqualTo(new SourceLocation("a.sql", 2, 3, "  two"));
        assertThat(source.at(0)).isEqualTo(new SourceLocation("a.sql", 1, 1, "one"));
        assertThat(source.at(source.text().length())).isEqualTo(new SourceLocation("a.sql", 3, 1, ""));
    }

    @Test
    void takesEveryLineEndAlikeAndNoByteOrderMark() {
        assertThat(SourceText.of("a", "\uFEFFone\r\ntwo\rthree\n").text()).isEqualTo("one\ntwo\nthree\n");
    }
}
