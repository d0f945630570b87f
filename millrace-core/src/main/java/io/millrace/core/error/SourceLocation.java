package io.millrace.core.error;

/**
 * A place in one of the user's files.
 *
 * @param file as the user would type it
 * @param line from 1
 * @param column from 1, in characters; 0 when the whole line is meant
 * @param text the line as it stands in the file, without its end
 */
public record SourceLocation(String file, int line, int column, String text) {

    @Override
    public String toString() {
        return column > 0 ? file + ":" + line + ":" + column : file + ":" + line;
    }
}
