package io.millrace.testing.compare;

/**
 * A value in a drawn row.
 *
 * @param text as it would be written in a test file; empty where a row does not name the column
 */
record Cell(String text, boolean isDifferent) {

    private static final String CUT = "..";

    static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Left-aligned; the middle of a longer text gives way to two dots. */
    static String fit(String text, int width) {
        int length = width(text);
        if (length <= width) {
            return text + " ".repeat(width - length);
        }
        int tail = (width - CUT.length()) / 2;
        int head = width - CUT.length() - tail;
        return text.substring(0, text.offsetByCodePoints(0, head))
                + CUT
                + text.substring(text.offsetByCodePoints(0, length - tail));
    }
}
