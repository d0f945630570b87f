package io.millrace.cli.explain;

import io.millrace.cli.terminal.Columns;
import java.util.ArrayList;
import java.util.List;

/** Text in lines of a width, broken between words. */
final class Wrapped {

    private static final int LEAST = 20;

    private Wrapped() {}

    /**
     * @param lead before the first line; the others are indented as far
     * @param width of the whole line
     */
    static List<String> lines(String lead, String text, int width) {
        int room = Math.max(LEAST, width - lead.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() > 0 && Columns.of(line + " " + word) > room) {
                lines.add(lead(lead, lines) + line);
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(lead(lead, lines) + line);
        return lines;
    }

    private static String lead(String lead, List<String> before) {
        return before.isEmpty() ? lead : " ".repeat(lead.length());
    }
}
