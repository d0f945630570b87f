package io.millrace.testing.compare;

import io.millrace.testing.compare.DrawnRow.Role;
import java.util.ArrayList;
import java.util.List;

/** Draws rows of many columns as lists: a line per column, expected and actual beside each other. */
final class DifferenceList {

    private static final int INDENT = 4;
    private static final int MAX_NAME = 24;

    private final List<String> headings;
    private final Look look;
    private final int nameWidth;
    private final List<String> lines = new ArrayList<>();

    private DifferenceList(List<String> headings, Look look) {
        this.headings = headings;
        this.look = look;
        nameWidth =
                Math.min(MAX_NAME, headings.stream().mapToInt(Cell::width).max().orElse(0));
    }

    static List<String> draw(List<String> headings, List<DrawnRow> rows, Look look) {
        DifferenceList list = new DifferenceList(headings, look);
        for (int i = 0; i < rows.size(); i++) {
            DrawnRow row = rows.get(i);
            boolean isLast = i == rows.size() - 1;
            if (row.role() == Role.EXPECTED
                    && !isLast
                    && !rows.get(i + 1).cells().isEmpty()) {
                i++;
                list.both(row, rows.get(i));
            } else {
                list.single(row);
            }
        }
        return list.lines;
    }

    private void both(DrawnRow expected, DrawnRow actual) {
        int width = Math.max(Cell.width(Role.EXPECTED.toString()), (look.width() - INDENT - nameWidth - 4) / 2);
        List<String> inFull = new ArrayList<>();
        add(expected.place(), Cell.fit(expected.role().toString(), width), "  " + actual.role());
        for (int i = 0; i < headings.size(); i++) {
            Cell left = expected.cells().get(i);
            Cell right = actual.cells().get(i);
            String leftText = Cell.fit(left.text(), width);
            String rightText = Cell.fit(right.text(), width);
            add(
                    "  " + headings.get(i),
                    leftText,
                    right.isDifferent() ? ' ' + look.emphasis().apply(look.mark() + rightText) : "  " + rightText);
            if (right.isDifferent() && leftText.equals(rightText)) {
                inFull.addAll(InFull.lines(expected.place() + ", " + headings.get(i), left, right));
            }
        }
        lines.addAll(inFull);
    }

    private void single(DrawnRow row) {
        String role = row.role().toString();
        if (row.cells().isEmpty()) {
            lines.add("  " + role);
            return;
        }
        add(row.place(), row.role() == Role.UNEXPECTED ? look.emphasis().apply(role) : role, "");
        for (int i = 0; i < headings.size(); i++) {
            String text = row.cells().get(i).text();
            if (!text.isEmpty()) {
                add("  " + headings.get(i), Cell.fit(text, look.width() - INDENT - nameWidth - 2), "");
            }
        }
    }

    private void add(String name, String left, String right) {
        String cut = Cell.width(name) > nameWidth + 2 ? Cell.fit(name, nameWidth + 2) : name;
        lines.add(("  " + cut + " ".repeat(nameWidth + 2 - Cell.width(cut)) + "  " + left + right).stripTrailing());
    }
}
