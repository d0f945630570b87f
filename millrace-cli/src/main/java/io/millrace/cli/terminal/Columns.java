package io.millrace.cli.terminal;

import org.jline.utils.WCWidth;

/** Text measured in the columns that a terminal gives it: a Chinese character takes two, an accent of its own none. */
public final class Columns {

    private static final String ELLIPSIS = "…";

    private Columns() {}

    /** @param text made {@link Printable} */
    public static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /** The beginning of the text, with an ellipsis where it goes on. */
    public static String start(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        return width <= 0 ? "" : head(text, width - 1) + ELLIPSIS;
    }

    /** The end of the text, with an ellipsis before it: of a path, the end says more. */
    public static String end(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        return width <= 0 ? "" : ELLIPSIS + tail(text, width - 1);
    }

    /** Both ends of the text, with an ellipsis between them: names often differ in either. */
    public static String ends(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        int tail = Math.max(0, (width - 1) / 2);
        return width <= 0 ? "" : head(text, width - 1 - tail) + ELLIPSIS + tail(text, tail);
    }

    /** As much of the beginning as fits. */
    public static String head(String text, int width) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += of(character);
            if (used > width) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static String tail(String text, int width) {
        int used = 0;
        int begin = text.length();
        while (begin > 0) {
            int character = text.codePointBefore(begin);
            used += of(character);
            if (used > width) {
                break;
            }
            begin -= Character.charCount(character);
        }
        return text.substring(begin);
    }

    private static int of(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }
}
