package io.millrace.core.pipeline;

import java.util.Locale;

/**
 * A piece of a script that is no comment and no blank.
 *
 * @param start offset of its first character in the script, from 0
 * @param end offset behind its last character
 * @param text as written, quotes included
 */
record SqlToken(Kind kind, int start, int end, String text) {

    enum Kind {
        WORD,
        STRING,
        QUOTED_NAME,
        HINT,
        SYMBOL,
        SEMICOLON
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Upper case for words, so that they compare with keywords; anything else as written. */
    String keyword() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** What a string or a quoted name stands for: without its quotes, doubled quotes undone. A word stays as it is. */
    String unquoted() {
        if (kind != Kind.STRING && kind != Kind.QUOTED_NAME) {
            return text;
        }
        String quote = text.substring(0, 1);
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
}
