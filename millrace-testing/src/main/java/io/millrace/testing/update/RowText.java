package io.millrace.testing.update;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row as it will stand in the file.
 *
 * @param above comments on lines of their own
 * @param behind a comment behind it; empty for none
 */
record RowText(List<String> above, String text, String behind) {

    RowText {
        above = List.copyOf(above);
    }

    static RowText of(String text) {
        return new RowText(List.of(), text, "");
    }

    /** A line per row, each with its end, indented. */
    static String block(List<RowText> rows, int column, String lineEnd) {
        return lines(rows, column, "- ", "", lineEnd);
    }

    /** On one line, without comments. */
    static String inline(List<RowText> rows) {
        return rows.stream().map(RowText::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A line per row between brackets, the closing one on a line of its own; no line end behind it. */
    static String brackets(List<RowText> rows, List<String> last, int column, int closing, String lineEnd) {
        StringBuilder out = new StringBuilder("[").append(lineEnd);
        if (!rows.isEmpty()) {
            int end = rows.size() - 1;
            out.append(lines(rows.subList(0, end), column, "", ",", lineEnd));
            out.append(lines(rows.subList(end, rows.size()), column, "", "", lineEnd));
        }
        last.forEach(comment -> out.append(" ".repeat(column)).append(comment).append(lineEnd));
        return out.append(" ".repeat(closing)).append(']').toString();
    }

    private static String lines(List<RowText> rows, int column, String before, String after, String lineEnd) {
        String indent = " ".repeat(column);
        List<String> lines = new ArrayList<>();
        for (RowText row : rows) {
            row.above.forEach(comment -> lines.add(indent + comment));
            lines.add(indent + before + row.text + after + (row.behind.isEmpty() ? "" : "  " + row.behind));
        }
        return lines.stream().map(line -> line + lineEnd).collect(Collectors.joining());
    }
}
