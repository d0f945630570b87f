package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedLinesTest {

    private final List<String> lines = new ArrayList<>();
    private final PrintStream out = new PrintStream(new PrintedLines(lines::add), true, Charset.defaultCharset());

    @Test
    void tellsWholeLines() {
        out.print("+I[1, ");
        assertThat(lines).isEmpty();

        out.print("a]\r\n+I[2, b]\nrest");

        assertThat(lines).containsExactly("+I[1, a]", "+I[2, b]");
    }

    @Test
    void aLineWithoutAnEndIsToldInPieces() {
        out.print("x".repeat(10_000));

        assertThat(lines).hasSize(2).allSatisfy(piece -> assertThat(piece).hasSize(4096));
    }

    @Test
    void theLastLineNeedsNoEnd() {
        // Given
        PrintedLines printed = new PrintedLines(lines::add);
        new PrintStream(printed, true, Charset.defaultCharset()).print("no end");

        // When
        printed.tellRest();
        printed.tellRest();

        // Then
        assertThat(lines).containsExactly("no end");
    }
}
