package io.millrace.testing.update;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** A file's text, its lines, and what is to be changed in it. Every line has an end. Not thread-safe. */
final class FileText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final String lineEnd;
    private final List<Edit> edits = new ArrayList<>();

    FileText(String text) {
        this.text = text;
        this.lineEnd = lineEndOf(text);
    }

    static String lineEndOf(String text) {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    String text() {
        return text;
    }

    String lineEnd() {
        return lineEnd;
    }

    void replace(int from, int to, String replacement) {
        edits.add(new Edit(from, to, replacement));
    }

    void insert(int at, String inserted) {
        replace(at, at, inserted);
    }

    /** From the bottom up, so that places stay true; what was inserted first at a place stands first there. */
    String edited() {
        StringBuilder out = new StringBuilder(text);
        List<Edit> lastFirst = new ArrayList<>(edits);
        Collections.reverse(lastFirst);
        lastFirst.stream()
                .sorted(Comparator.comparingInt(Edit::from)
                        .thenComparingInt(Edit::to)
                        .reversed())
                .forEach(edit -> out.replace(edit.from, edit.to, edit.replacement));
        return out.toString();
    }

    int lineStart(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    int nextLine(int offset) {
        return text.indexOf('\n', offset) + 1;
    }

    /** Behind the last character of the line that is neither a blank nor its end. */
    int lineStop(int offset) {
        int stop = nextLine(offset);
        while (stop > offset && Character.isWhitespace(text.charAt(stop - 1))) {
            stop--;
        }
        return stop;
    }

    boolean isOneLine(int from, int to) {
        return text.indexOf('\n', from) < 0 || text.indexOf('\n', from) >= to;
    }

    /** Blanks before the character in its line. */
    int column(int offset) {
        int start = lineStart(offset);
        return offset - start - (start == 0 && text.indexOf(BYTE_ORDER_MARK) == 0 ? 1 : 0);
    }

    /** Of the line's first character that is not blank. */
    int indentation(int offset) {
        int at = lineStart(offset);
        while (text.charAt(at) == ' ' || text.charAt(at) == BYTE_ORDER_MARK) {
            at++;
        }
        return column(at);
    }

    boolean isFirstInLine(int offset) {
        return column(offset) == indentation(offset);
    }

    /** Over blanks, line ends and comments. */
    int skipBlanks(int from) {
        int at = from;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == '#' && isComment(at)) {
                at = nextLine(at);
            } else if (Character.isWhitespace(next)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Over an anchor and a tag, and what is blank behind them. */
    int skipProperties(int from) {
        int end = propertiesEnd(from);
        return end == from ? from : skipBlanks(end);
    }

    /** Behind an anchor and a tag, where there are some. */
    int propertiesEnd(int from) {
        int end = from;
        int at = from;
        while (text.charAt(at) == '&' || text.charAt(at) == '!') {
            end = at;
            while (!Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            at = skipBlanks(end);
        }
        return end;
    }

    /** The comments between two values, where {@code #} can be nothing else. */
    List<Comment> comments(int from, int to) {
        List<Comment> comments = new ArrayList<>();
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == '#' && isComment(at)) {
                boolean isBehind = isOneLine(from, at);
                comments.add(new Comment(text.substring(at, lineStop(at)), isBehind));
                at = nextLine(at) - 1;
            }
        }
        return comments;
    }

    /** The comments inside a value. */
    List<String> commentsWithin(YamlSpan value) {
        List<String> comments = new ArrayList<>();
        int at = value.start();
        for (YamlSpan part : value.parts()) {
            comments(at, part.start()).forEach(comment -> comments.add(comment.text));
            comments.addAll(commentsWithin(part));
            at = part.end();
        }
        if (!value.parts().isEmpty()) {
            comments(at, value.end()).forEach(comment -> comments.add(comment.text));
        }
        return comments;
    }

    private boolean isComment(int at) {
        return at == 0 || Character.isWhitespace(text.charAt(at - 1));
    }

    /**
     * A comment.
     *
     * @param text with its {@code #}, without its line end
     * @param isBehind whether it stands in the line of what comes before it
     */
    record Comment(String text, boolean isBehind) {}

    private record Edit(int from, int to, String replacement) {}
}
