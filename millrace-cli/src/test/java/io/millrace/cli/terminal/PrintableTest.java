package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {

    @ParameterizedTest
    @CsvSource({
        "'\033[31mred', '\\x1b[31mred'",
        "'a\nb', 'a\\x0ab'",
        "'a\rb', 'a\\x0db'",
        "'a\tb', 'a b'",
        "'\u009b2J', '\\x9b2J'",
        "'\u202eevil', '\\u202eevil'",
        "'\u200bzero', '\\u200bzero'",
        "'\u00fcber \u4e16', '\u00fcber \u4e16'",
    })
    void whatWouldSteerTheTerminalIsEscaped(String text, String shown) {
        assertThat(Printable.line(text)).isEqualTo(shown);
    }

    @Test
    void aLoneSurrogateIsEscaped() {
        assertThat(Printable.line("a\ud800b")).isEqualTo("a\\ud800b");
    }

    @Test
    void linesKeepTheirEnds() {
        assertThat(Printable.lines("a\nb\033")).isEqualTo("a\nb\\x1b");
    }
}
