package io.millrace.cli.run;

import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Line;
import io.millrace.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/**
 * Places a view on a screen of any size. States come first, then messages that must be seen, then tables, then a result of
 * each table, then other messages; results take what is left. Pure.
 */
final class ViewLayout {

    /** Below, sections follow one another without a blank line. */
    private static final int ROOMY = 16;

    /** A problem has about so many lines. */
    private static final int LEAST_MESSAGES = 4;

    private static final int LEAST_RESULTS = 2;

    private final int height;
    private final int gap;
    private final List<AttributedString> lines;
    private final TablesView tables;
    private final ResultsView results;
    private final MessagesView messages;

    private ViewLayout(View view, int width, int height) {
        this.height = height;
        this.gap = height >= ROOMY ? 1 : 0;
        this.lines = new ArrayList<>(new HeaderView(view, width).lines(Math.max(2, height / 5)));
        this.tables = new TablesView(view, width);
        this.results = new ResultsView(view, width);
        this.messages = new MessagesView(view.messages(), width);
    }

    /** @return at most {@code height} lines of at most {@code width} columns */
    static List<AttributedString> lines(View view, int width, int height) {
        ViewLayout layout = new ViewLayout(view, width, height);
        layout.place();
        return layout.lines.stream()
                .limit(height)
                .map(line -> fitted(line, width))
                .toList();
    }

    private static AttributedString fitted(AttributedString line, int width) {
        String text = line.toString();
        return Columns.of(text) <= width
                ? line
                : line.subSequence(0, Columns.head(text, width).length());
    }

    private void place() {
        List<AttributedString> rows = tables.tables();
        List<AttributedString> feeds = tables.feeds();
        int left = height - lines.size();
        int frame = gap + 1;
        int needed = messages.needed() == 0 ? 0 : frame + messages.needed();
        int forMessages = Math.min(needed, Math.max(frame + LEAST_MESSAGES, left / 3));
        int forTables = Math.min(frame + rows.size() + feeds.size(), Math.max(0, left - forMessages));
        int beside = left - forTables - (results.isEmpty() ? 0 : frame);
        forMessages = Math.max(forMessages, Math.min(needed, beside - LEAST_RESULTS));
        int few = messages.isEmpty() ? 0 : frame + Math.min(messages.size(), LEAST_MESSAGES);
        int spare = Math.min(few, beside - results.tables());
        forMessages = Math.max(forMessages, spare > frame ? spare : 0);
        List<AttributedString> newest = results.lines(Math.max(0, left - forTables - forMessages - frame));
        int allMessages = messages.isEmpty() ? 0 : frame + messages.size();
        forMessages = Math.min(allMessages, left - forTables - (newest.isEmpty() ? 0 : frame + newest.size()));

        section(tables.heading(), cut(rows, feeds, forTables - frame));
        if (!newest.isEmpty()) {
            section(results.heading(), newest);
        }
        if (forMessages > frame) {
            while (lines.size() + forMessages < height) {
                lines.add(AttributedString.EMPTY);
            }
            section(messages.heading(), messages.lines(forMessages - frame));
        }
    }

    private void section(AttributedString heading, List<AttributedString> body) {
        if (gap > 0) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(heading);
        lines.addAll(body);
    }

    /** Feeds give way to tables: they end by themselves. */
    private static List<AttributedString> cut(List<AttributedString> tables, List<AttributedString> feeds, int most) {
        List<AttributedString> shown = new ArrayList<>();
        if (tables.size() <= most) {
            shown.addAll(tables);
            shown.addAll(feeds.subList(0, Math.min(feeds.size(), most - tables.size())));
        } else if (most > 0) {
            shown.addAll(tables.subList(0, most - 1));
            shown.add(new Line()
                    .add(" … " + (tables.size() - most + 1) + " more tables", Style.QUIET)
                    .text());
        }
        return shown;
    }
}
