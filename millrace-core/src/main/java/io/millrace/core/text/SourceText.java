package io.millrace.core.text;

import io.millrace.core.error.SourceLocation;
import java.util.List;

/** One of the user's files as it was read, able to say where something stands. */
public final class SourceText {

    private final String file;
    private final String text;
    private final List<String> lines;

    private SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = List.of(text.split("\n", -1));
    }

    /**
     * Takes a file's characters without a byte order mark, and with every line end as {@code \n}, so that columns and
     * parsers agree on every platform.
     *
     * @param file as the user would type it
     */
    public static SourceText of(String file, String raw) {
        String marked = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        return new SourceText(file, marked.replace("\r\n", "\n").replace('\r', '\n'));
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** Where the character at {@code offset} (from 0) of {@link #text} stands. */
    public SourceLocation at(int offset) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        return at(line, offset - before.lastIndexOf('\n'));
    }

    /**
     * @param line from 1; cut to the last line
     * @param column from 1; 0 when the whole line is meant
     */
    public SourceLocation at(int line, int column) {
        int within = Math.max(1, Math.min(line, lines.size()));
        return new SourceLocation(file, within, column, lines.get(within - 1).stripTrailing());
    }
}
