package io.millrace.core.pipeline;

import io.millrace.core.error.SourceLocation;

/**
 * One statement of a script, without its semicolon.
 *
 * @param text as written, comments included, so that positions inside it match the file
 * @param file as the user would type it
 * @param line of the first character of {@code text}, from 1
 * @param column of the first character of {@code text}, from 1
 */
public record SqlStatement(Kind kind, String text, String file, int line, int column) {

    /** What a statement does, told from its first words. */
    public enum Kind {
        CREATE_TABLE,
        CREATE_VIEW,
        CREATE_FUNCTION,
        SET,
        INSERT,
        /** Never delivered by {@link SqlScript}, which delivers the INSERT statements of a set instead. */
        STATEMENT_SET,
        /** What a pipeline may not hold; never delivered by {@link SqlScript}, which refuses it. */
        OTHER
    }

    /**
     * Where a position inside {@link #text} stands in the file.
     *
     * @param innerLine from 1, as SQL parsers report it
     * @param innerColumn from 1; 0 when only the line is known
     */
    public SourceLocation locate(int innerLine, int innerColumn) {
        String[] lines = text.split("\n", -1);
        int index = Math.max(1, Math.min(innerLine, lines.length));
        String lineText = lines[index - 1].stripTrailing();
        boolean first = index == 1;
        int at = innerColumn == 0 ? 0 : first ? column + innerColumn - 1 : innerColumn;
        return new SourceLocation(file, line + index - 1, at, first ? " ".repeat(column - 1) + lineText : lineText);
    }
}
