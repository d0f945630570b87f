package io.millrace.cli.terminal;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** A line of a picture, put together from cells of exact width. What is added must be {@link Printable}. */
public final class Line {

    private final AttributedStringBuilder text = new AttributedStringBuilder();
    private int width;

    public Line add(String part, Style style) {
        text.append(part, style.attributes());
        width += Columns.of(part);
        return this;
    }

    public Line add(String part) {
        return add(part, Style.PLAIN);
    }

    /** A cell that keeps both ends of what is too long for it. */
    public Line left(String part, int cell, Style style) {
        String shown = Columns.ends(part, cell);
        return add(shown, style).blanks(cell - Columns.of(shown));
    }

    public Line right(String part, int cell, Style style) {
        String shown = Columns.start(part, cell);
        return blanks(cell - Columns.of(shown)).add(shown, style);
    }

    public Line blanks(int count) {
        return add(" ".repeat(Math.max(0, count)));
    }

    /** Columns so far. */
    public int width() {
        return width;
    }

    public AttributedString text() {
        return text.toAttributedString();
    }
}
