package io.millrace.testing.compare;

import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Texts as YAML scalars on one line: plain where that can only be this text, otherwise in quotes. */
final class YamlText {

    private static final ScalarResolver RESOLVER = new CoreSchema().getScalarResolver();
    private static final String NEVER_FIRST = "-?&*!|>'\"%@`~/.=<";
    private static final String NEVER_PLAIN = ",[]{}:#";

    private YamlText() {}

    static String of(String text) {
        if (text.codePoints().anyMatch(YamlText::isHidden)) {
            return escaped(text);
        }
        return isPlain(text) ? text : "'" + text.replace("'", "''") + "'";
    }

    /** Texts that look like a matcher, a number, a truth value or null are not; nor what is hard to tell from one. */
    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.strip().equals(text)
                && NEVER_FIRST.indexOf(text.charAt(0)) < 0
                && text.chars().noneMatch(character -> NEVER_PLAIN.indexOf(character) >= 0)
                && !text.equals("any")
                && Tag.STR.equals(RESOLVER.resolve(text, true));
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"', '\\' -> out.append('\\').append((char) character);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (isHidden(character)) {
                        out.append((character < 0x1_0000 ? "\\u%04X" : "\\U%08X").formatted(character));
                    } else {
                        out.appendCodePoint(character);
                    }
                }
            }
        });
        return out.append('"').toString();
    }

    /** What cannot be seen, ends a line, moves a cursor, or turns the reading direction. */
    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> character != ' ';
            default -> false;
        };
    }
}
