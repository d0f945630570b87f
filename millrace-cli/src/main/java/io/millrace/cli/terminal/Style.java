package io.millrace.cli.terminal;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** The few looks in use; plain text where a stream has none. */
public enum Style {
    PLAIN(AttributedStyle.DEFAULT),
    BAD(AttributedStyle.DEFAULT.foreground(AttributedStyle.RED)),
    GOOD(AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN)),
    CAREFUL(AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW)),
    HEADING(AttributedStyle.BOLD),
    QUIET(AttributedStyle.DEFAULT.faint());

    @SuppressWarnings("ImmutableEnumChecker") // JLine's styles are values, only not marked so
    private final AttributedStyle attributes;

    Style(AttributedStyle attributes) {
        this.attributes = attributes;
    }

    public String paint(String text, Terminal.Stream stream) {
        return stream.isColoured() ? new AttributedString(text, attributes).toAnsi() : text;
    }

    AttributedStyle attributes() {
        return attributes;
    }
}
