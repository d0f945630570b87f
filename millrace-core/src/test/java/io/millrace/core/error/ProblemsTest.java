package io.millrace.core.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void keepsTheProblemsOfAStepThatFails() {
        // Given
        Problems problems = new Problems();

        // When
        Optional<String> result = problems.collect(() -> {
            throw new MillraceException(ErrorCode.FILE_MISSING, "no 'a'", "make it");
        });

        // Then
        assertThat(result).isEmpty();
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(MillraceException.class)
                .hasMessage("[MR-1010] no 'a'\n  Fix: make it (docs/errors/MR-1010.md)");
    }

    @Test
    void ordersByPlaceWithinAFileButNotAcrossFiles() {
        // Given
        Problems problems = new Problems();
        problems.add(new SourceLocation("z.sql", 9, 1, ""), ErrorCode.SQL_SYNTAX, "z9", "");
        problems.add(new SourceLocation("a.yml", 1, 1, ""), ErrorCode.YAML_VALUE, "a1", "");
        problems.add(new SourceLocation("z.sql", 2, 7, ""), ErrorCode.SQL_SYNTAX, "z2:7", "");
        problems.add(new SourceLocation("z.sql", 2, 3, ""), ErrorCode.SQL_SYNTAX, "z2:3", "");
        problems.add(ErrorCode.PIPELINE_NAME, "no place", "");

        // When, then
        assertThat(problems.byPlace())
                .extracting(Problem::message)
                .containsExactly("no place", "z2:3", "z2:7", "z9", "a1");
    }

    @Test
    void throwsNothingWhereNothingIsWrong() {
        // Given
        Problems problems = new Problems();

        // When
        Optional<String> result = problems.collect(() -> "fine");

        // Then
        problems.throwIfAny();
        assertThat(result).contains("fine");
    }
}
