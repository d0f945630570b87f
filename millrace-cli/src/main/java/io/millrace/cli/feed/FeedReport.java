package io.millrace.cli.feed;

import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The progress of a feed for people: a bar where there is a terminal, otherwise a line a second. Thread-safe. */
final class FeedReport implements FeedOutput {

    private static final Duration BETWEEN_BARS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);
    private static final String TO_LINE_START = "\r";
    private static final String CLEAR_TO_LINE_END = "\033[K";

    private final Terminal terminal;
    private final InstantSource clock;
    private Instant due = Instant.MIN;

    FeedReport(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void started(FeedStarter.Request request) {
        terminal.out()
                .println("Feeding " + Printable.line(String.valueOf(request.file())) + " into topic "
                        + Printable.line(request.topic()) + " on " + Printable.line(request.bootstrapServers()));
    }

    @Override
    public synchronized void progress(long fed, long total) {
        Instant now = clock.instant();
        boolean isTerminal = terminal.out().isTerminal();
        if (now.isBefore(due)) {
            return;
        }
        due = now.plus(isTerminal ? BETWEEN_BARS : BETWEEN_LINES);
        if (isTerminal) {
            draw(bar(fed, total, terminal.width() - 1));
        } else {
            terminal.out().println(figures(fed, total));
        }
    }

    @Override
    public synchronized void ended(FeedStarter.Request request, long fed, boolean isStopped) {
        if (terminal.out().isTerminal()) {
            draw("");
        }
        String topic = Printable.line(request.topic());
        terminal.out()
                .println(
                        isStopped
                                ? "Stopped: " + Text.count(fed) + " lines are in topic " + topic + "."
                                : "Done: all " + Text.count(fed) + " lines are in topic " + topic + ".");
    }

    /** E.g. {@code [#####.....]  50%  11,347 of 22,695 lines}. */
    static String bar(long fed, long total, int width) {
        String figures = figures(fed, total);
        int cells = Math.min(40, width - figures.length() - 4);
        if (total <= 0 || cells < 5) {
            return figures;
        }
        int full = (int) (Math.min(fed, total) * cells / total);
        return "[" + "#".repeat(full) + ".".repeat(cells - full) + "]  " + figures;
    }

    private static String figures(long fed, long total) {
        if (total <= 0) {
            return Text.count(fed) + " lines";
        }
        long percent = Math.min(fed, total) * 100 / total;
        return Text.right(percent + "%", 4) + "  " + Text.count(fed) + " of " + Text.count(total) + " lines";
    }

    private void draw(String line) {
        terminal.out().writer().print(TO_LINE_START + line + CLEAR_TO_LINE_END);
        terminal.out().writer().flush();
    }
}
