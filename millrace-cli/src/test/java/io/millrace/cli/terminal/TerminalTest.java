package io.millrace.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void takesWhatTheLauncherFoundOut() {
        Terminal terminal = Terminal.ofProcess(launcher("out", "132"), Map.of("TERM", "xterm"));

        assertThat(terminal.width()).isEqualTo(132);
        assertThat(terminal.out().isColoured()).isTrue();
        assertThat(terminal.err().isTerminal()).isFalse();
        assertThat(terminal.err().isColoured()).isFalse();
    }

    @Test
    void noColorIsObeyed() {
        Terminal terminal = Terminal.ofProcess(launcher("out,err", ""), Map.of("TERM", "xterm", "NO_COLOR", "1"));

        assertThat(terminal.width()).isEqualTo(80);
        assertThat(terminal.out().isTerminal()).isTrue();
        assertThat(terminal.out().isColoured()).isFalse();
    }

    @Test
    void aTerminalThatCannotPaintIsNotPainted() {
        assertThat(Terminal.ofProcess(launcher("out", "0"), Map.of("TERM", "dumb"))
                        .out()
                        .isColoured())
                .isFalse();
    }

    private static Properties launcher(String terminals, String columns) {
        Properties properties = new Properties();
        properties.setProperty("millrace.terminal", terminals);
        properties.setProperty("millrace.columns", columns);
        return properties;
    }
}
