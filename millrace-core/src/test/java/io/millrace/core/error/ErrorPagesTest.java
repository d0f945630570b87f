package io.millrace.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorPagesTest {

    private static final Path PAGES = Path.of("..", "docs", "errors");

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAPageThatSaysWhatToDo(ErrorCode code) throws IOException {
        assertThat(PAGES.resolve(code + ".md"))
                .as("a message names this page; write it when a code is added")
                .exists();
        assertThat(Files.readString(PAGES.resolve(code + ".md")))
                .startsWith("# %s %s\n".formatted(code, code.name()))
                .contains("[" + code + "] ", "  Fix: ", "**What to do.** ");
    }

    @ParameterizedTest
    @EnumSource
    void theIndexNamesEveryCode(ErrorCode code) throws IOException {
        assertThat(Files.readString(PAGES.resolve("README.md")))
                .contains("| [%s](%s.md) | `%s` |".formatted(code, code, code.name()));
    }

    @Test
    void everyPageHasACode() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(page -> !page.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(ErrorCode.values())
                            .map(code -> code + ".md")
                            .toList());
        }
    }

    @Test
    void everyNumberStandsForOneCode() {
        assertThat(Stream.of(ErrorCode.values()).map(ErrorCode::toString)).doesNotHaveDuplicates();
    }
}
