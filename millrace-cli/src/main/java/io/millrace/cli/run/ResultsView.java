package io.millrace.cli.run;

import io.millrace.cli.run.RecentResults.Recent;
import io.millrace.cli.run.RecentResults.Seen;
import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Line;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Spans;
import io.millrace.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** The newest rows of each result, each with the time from its event until it could be read; shares the room fairly. */
final class ResultsView {

    private static final int SINCE = 8;
    private static final String SINCE_EVENT = "since event";

    private final View view;
    private final int width;
    private final int name;

    ResultsView(View view, int width) {
        this.view = view;
        this.width = width;
        int longest = view.results().stream()
                .mapToInt(table -> Columns.of(shown(table)))
                .max()
                .orElse(0);
        this.name = Math.min(longest, width / 5);
    }

    boolean isEmpty() {
        return view.results().isEmpty();
    }

    /** How many tables have rows. */
    int tables() {
        return view.results().size();
    }

    AttributedString heading() {
        return new Line()
                .add(" ")
                .left("results", Math.max(9, name + SINCE - SINCE_EVENT.length()), Style.QUIET)
                .add(SINCE_EVENT, Style.QUIET)
                .text();
    }

    List<AttributedString> lines(int most) {
        int[] shares = shares(most);
        List<AttributedString> lines = new ArrayList<>();
        for (int table = 0; table < shares.length; table++) {
            Recent recent = view.results().get(table);
            List<Seen> rows = recent.rows();
            List<Seen> newest = rows.subList(rows.size() - shares[table], rows.size());
            for (int row = 0; row < newest.size(); row++) {
                lines.add(line(row == 0 ? shown(recent) : "", newest.get(row)));
            }
        }
        return lines;
    }

    /** A row to each table in turn, until there is no room or no row left. */
    private int[] shares(int most) {
        int[] shares = new int[view.results().size()];
        int left = most;
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (int table = 0; table < shares.length && left > 0; table++) {
                if (shares[table] < view.results().get(table).rows().size()) {
                    shares[table]++;
                    left--;
                    goesOn = true;
                }
            }
        }
        return shares;
    }

    private AttributedString line(String table, Seen seen) {
        String since = seen.sinceEvent().map(span -> "+" + Spans.of(span)).orElse("");
        Line line = new Line()
                .add(" ")
                .left(table, name, Style.PLAIN)
                .right(since, SINCE, Style.GOOD)
                .add("  ");
        String value = seen.row()
                .value()
                .map(Printable::line)
                .orElseGet(() ->
                        "deleted " + Printable.line(String.valueOf(seen.row().key())));
        return line.add(Columns.start(value, width - line.width())).text();
    }

    private String shown(Recent table) {
        return Printable.line(view.name(table.pipeline(), table.table()));
    }
}
