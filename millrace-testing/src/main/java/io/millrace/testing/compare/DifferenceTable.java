package io.millrace.testing.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Draws rows one below the other, so that cells of the same column can be compared at a glance. */
final class DifferenceTable {

    private static final String INDENT = "  ";
    private static final int LEAST_WIDTH = 10;

    private final List<String> headings;
    private final List<DrawnRow> rows;
    private final Look look;
    private final int placeWidth;
    private final int roleWidth;
    private final int[] widths;

    private DifferenceTable(List<String> headings, List<DrawnRow> rows, Look look) {
        this.headings = headings;
        this.rows = rows;
        this.look = look;
        placeWidth = widest(rows, row -> Cell.width(row.place()));
        roleWidth = widest(
                rows, row -> row.cells().isEmpty() ? 0 : row.role().toString().length());
        widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            int cells = widest(
                    rows,
                    row -> row.cells().isEmpty()
                            ? 0
                            : Cell.width(row.cells().get(column).text()));
            widths[i] = Math.max(cells, Cell.width(headings.get(i)));
        }
    }

    /** @return empty if the columns do not fit, even with long values cut */
    static Optional<List<String>> draw(List<String> headings, List<DrawnRow> rows, Look look) {
        DifferenceTable table = new DifferenceTable(headings, rows, look);
        return table.cutToFit() ? Optional.of(table.lines()) : Optional.empty();
    }

    /** The longest columns give way first. */
    private boolean cutToFit() {
        int free = look.width() - leftWidth();
        while (total() > free) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST_WIDTH) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private int total() {
        int total = 0;
        for (int width : widths) {
            total += INDENT.length() + width;
        }
        return total;
    }

    private int leftWidth() {
        return INDENT.length() + placeWidth + INDENT.length() + roleWidth;
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder heading = new StringBuilder(" ".repeat(leftWidth()));
        for (int i = 0; i < widths.length; i++) {
            heading.append(INDENT).append(Cell.fit(headings.get(i), widths[i]));
        }
        lines.add(heading.toString().stripTrailing());
        List<String> inFull = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i)));
            if (i > 0) {
                addCutAlike(rows.get(i - 1), rows.get(i), inFull);
            }
        }
        lines.addAll(inFull);
        return lines;
    }

    private String line(DrawnRow row) {
        String role = row.cells().isEmpty()
                ? row.role().toString()
                : Cell.fit(row.role().toString(), roleWidth);
        StringBuilder line = new StringBuilder(INDENT)
                .append(Cell.fit(row.place(), placeWidth))
                .append(INDENT)
                .append(row.role() == DrawnRow.Role.UNEXPECTED ? look.emphasis().apply(role) : role);
        for (int i = 0; i < row.cells().size(); i++) {
            Cell cell = row.cells().get(i);
            String text = Cell.fit(cell.text(), widths[i]);
            line.append(' ').append(cell.isDifferent() ? look.emphasis().apply(look.mark() + text) : ' ' + text);
        }
        return line.toString().stripTrailing();
    }

    /** Where a cut leaves of both sides the same, nobody would see what differs. */
    private void addCutAlike(DrawnRow expected, DrawnRow actual, List<String> inFull) {
        for (int i = 0; i < actual.cells().size(); i++) {
            Cell cell = actual.cells().get(i);
            if (cell.isDifferent()
                    && Cell.fit(expected.cells().get(i).text(), widths[i]).equals(Cell.fit(cell.text(), widths[i]))) {
                inFull.addAll(InFull.lines(
                        expected.place() + ", " + headings.get(i),
                        expected.cells().get(i),
                        cell));
            }
        }
    }

    private static int widest(List<DrawnRow> rows, ToIntFunction<DrawnRow> width) {
        return rows.stream().mapToInt(width).max().orElse(0);
    }
}
