package io.millrace.testing.compare;

import io.millrace.core.error.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An expectation that did not come true, as its author reads it: each missing row above the actual one that is closest
 * to it, column below column, then what nobody expected.
 *
 * @param at the expectation; the test, where none names the stream
 * @param stream as it stands in a test file, e.g. {@code orders.late}
 * @param isNamed whether an expectation names the stream
 */
public record Difference(SourceLocation at, String stream, boolean isNamed, Comparison comparison) {

    private static final int MAX_ROWS = 40;

    /** One line without its end, e.g. {@code tests/late.yml:12: orders.late: 1 row is missing, 2 are unexpected}. */
    public String summary() {
        int unexpected = comparison.unexpected().size();
        String place = at.file() + ":" + at.line() + ": " + stream + ": ";
        if (!isNamed) {
            return place + rows(unexpected) + " came by the end, where no expectation names " + stream;
        }
        List<String> parts = new ArrayList<>();
        int missing = comparison.missing().size();
        if (missing > 0) {
            parts.add(rows(missing) + (missing == 1 ? " is missing" : " are missing"));
        }
        if (unexpected > 0) {
            parts.add((missing > 0 ? Integer.toString(unexpected) : rows(unexpected))
                    + (unexpected == 1 ? " is unexpected" : " are unexpected"));
        }
        int pairs = comparison.pairs().size();
        parts.add((pairs == 0 ? "none" : Integer.toString(pairs)) + " as expected");
        return place + String.join(", ", parts);
    }

    /** The summary and the rows; ends without a line end. */
    public String render(Look look) {
        DrawnRows drawn = new DrawnRows(at, comparison);
        List<DrawnRow> rows = drawn.rows();
        List<DrawnRow> shown = rows.subList(0, Math.min(rows.size(), MAX_ROWS));
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        Optional<List<String>> table = DifferenceTable.draw(drawn.headings(), shown, look);
        lines.addAll(table.orElseGet(() -> DifferenceList.draw(drawn.headings(), shown, look)));
        if (shown.size() < rows.size()) {
            lines.add("  ... and %d rows more".formatted(rows.size() - shown.size()));
        }
        if (!isNamed) {
            lines.add("  Fix: write them under 'expect', or accept any with %s: any".formatted(stream));
        }
        return String.join("\n", lines);
    }

    private static String rows(int count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
