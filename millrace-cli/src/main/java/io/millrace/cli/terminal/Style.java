package io.millrace.cli.terminal;

/** The few colours in use; plain text where a stream has none. */
public enum Style {
    BAD("31"),
    GOOD("32"),
    CAREFUL("33"),
    HEADING("1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    public String paint(String text, Terminal.Stream stream) {
        return stream.isColoured() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
