package io.millrace.flink.format;

import java.nio.charset.StandardCharsets;

/** Makes foreign text safe to put into a header, a log line or a terminal. */
public final class Printable {

    public static final int MAX_MESSAGE_BYTES = 1024;

    private static final String CUT = "...";

    private Printable() {}

    /**
     * Escapes all that could move a cursor, end a line or reverse text, and cuts what is too long.
     *
     * @param maxBytes of the result in UTF-8, the mark of a cut included
     */
    public static String clipped(String text, int maxBytes) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxBytes));
        int bytes = 0;
        int lastFit = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            int before = out.length();
            append(out, codePoint);
            bytes += utf8Length(out, before);
            if (bytes > maxBytes) {
                return out.substring(0, lastFit) + CUT;
            }
            if (bytes <= maxBytes - CUT.length()) {
                lastFit = out.length();
            }
        }
        return out.toString();
    }

    /** @param raw bytes that need not be UTF-8; what is not becomes U+FFFD */
    public static String clipped(byte[] raw, int from, int to, int maxBytes) {
        int length = Math.min(to - from, maxBytes + Integer.BYTES);
        return clipped(new String(raw, from, length, StandardCharsets.UTF_8), maxBytes);
    }

    private static void append(StringBuilder out, int codePoint) {
        if (isPlain(codePoint)) {
            out.appendCodePoint(codePoint);
            return;
        }
        for (char unit : Character.toChars(codePoint)) {
            out.append("\\u").append("%04X".formatted((int) unit));
        }
    }

    private static boolean isPlain(int codePoint) {
        if (codePoint < 0x7F) {
            return codePoint >= ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static int utf8Length(StringBuilder out, int from) {
        int bytes = 0;
        for (int i = from; i < out.length(); i++) {
            char unit = out.charAt(i);
            bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
        }
        return bytes;
    }
}
