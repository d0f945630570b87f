package io.millrace.testing.report;

import java.util.Map;

/** Writes XML that any reader takes, whatever characters come: what XML cannot hold stands there as an escape. */
final class XmlText {

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private int depth;

    void open(String name, Map<String, String> attributes) {
        start(name, attributes);
        out.append(">\n");
        depth++;
    }

    void close(String name) {
        depth--;
        out.append(INDENT.repeat(depth)).append("</").append(name).append(">\n");
    }

    void text(String name, Map<String, String> attributes, String text) {
        start(name, attributes);
        out.append('>');
        escape(text, false);
        out.append("</").append(name).append(">\n");
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void start(String name, Map<String, String> attributes) {
        out.append(INDENT.repeat(depth)).append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, true);
            out.append('"');
        });
    }

    private void escape(String text, boolean isAttribute) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                case '\n', '\t' -> {
                    if (isAttribute) {
                        out.append("&#").append(character).append(';');
                    } else {
                        out.append((char) character);
                    }
                }
                default -> {
                    if (isLegal(character)) {
                        out.appendCodePoint(character);
                    } else {
                        out.append("\\u%04X".formatted(character));
                    }
                }
            }
        });
    }

    private static boolean isLegal(int character) {
        return character >= ' ' && character <= 0xD7FF
                || character >= 0xE000 && character <= 0xFFFD
                || character >= 0x1_0000;
    }
}
