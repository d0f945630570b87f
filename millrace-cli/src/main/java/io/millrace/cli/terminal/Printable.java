package io.millrace.cli.terminal;

/**
 * Makes text that came from outside safe to show: table names, file names and messages may hold bytes that would move
 * the cursor, change colours or turn the reading direction.
 */
public final class Printable {

    private Printable() {}

    /** The text on one line; what cannot be shown stands there as an escape, a tab as a blank. */
    public static String line(String text) {
        return escape(text, false);
    }

    /** As {@link #line}, but line ends stay. */
    public static String lines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepsLineEnds) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (character == '\t') {
                out.append(' ');
                return;
            }
            if ((character == '\n' && keepsLineEnds) || isShown(character)) {
                out.appendCodePoint(character);
                return;
            }
            out.append((character < 0x100 ? "\\x%02x" : "\\u%04x").formatted(character));
        });
        return out.toString();
    }

    private static boolean isShown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
