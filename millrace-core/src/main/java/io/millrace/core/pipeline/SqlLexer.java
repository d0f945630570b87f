package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.pipeline.SqlToken.Kind;
import io.millrace.core.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts a script into tokens and leaves comments out, by the rules of Flink's own parser: {@code --} and {@code //} to
 * the end of the line, {@code /* *}{@code /} without nesting, a doubled quote inside quotes, and hints ({@code /*+}),
 * which are code.
 */
final class SqlLexer {

    private final SourceText source;
    private final String text;
    private final Problems problems;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;

    private SqlLexer(SourceText source, Problems problems) {
        this.source = source;
        this.text = source.text();
        this.problems = problems;
    }

    /** Reads on to the end, or to a string or comment that is never closed, which becomes a problem at its start. */
    static List<SqlToken> lex(SourceText source, Problems problems) {
        SqlLexer lexer = new SqlLexer(source, problems);
        while (lexer.at < lexer.text.length()) {
            lexer.next();
        }
        return List.copyOf(lexer.tokens);
    }

    private void next() {
        char first = text.charAt(at);
        if (Character.isWhitespace(first)) {
            at++;
        } else if (text.startsWith("--", at) || text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*+", at)) {
            closed("hint").ifPresent(end -> add(Kind.HINT, end));
        } else if (text.startsWith("/*", at)) {
            closed("comment").ifPresent(end -> at = end);
        } else if (first == '\'') {
            quoted(Kind.STRING, '\'', "the string that starts here is never closed");
        } else if (first == '"' || first == '`') {
            quoted(Kind.QUOTED_NAME, first, "the quoted name that starts here is never closed");
        } else if (isWordPart(first)) {
            word();
        } else {
            add(first == ';' ? Kind.SEMICOLON : Kind.SYMBOL, at + 1);
        }
    }

    /** Offset behind the end of what starts with a slash and a star. */
    private OptionalInt closed(String noun) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            unclosed("the %s that starts here is never closed".formatted(noun), "close it with */");
            return OptionalInt.empty();
        }
        return OptionalInt.of(end + 2);
    }

    private void quoted(Kind kind, char quote, String message) {
        int end = at + 1;
        while (end < text.length()) {
            boolean isQuote = text.charAt(end) == quote;
            boolean isDoubled = isQuote && end + 1 < text.length() && text.charAt(end + 1) == quote;
            if (isQuote && !isDoubled) {
                add(kind, end + 1);
                return;
            }
            end += isDoubled ? 2 : 1;
        }
        unclosed(message, "close it with %s; inside, write the quote itself twice".formatted(quote));
    }

    private void word() {
        int end = at;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        add(Kind.WORD, end);
    }

    private static boolean isWordPart(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }

    private void add(Kind kind, int end) {
        tokens.add(new SqlToken(kind, at, end, text.substring(at, end)));
        at = end;
    }

    private void unclosed(String message, String remedy) {
        problems.add(source.at(at), ErrorCode.SQL_SYNTAX, message, remedy);
        at = text.length();
    }
}
