package io.millrace.cli.feed;

import io.millrace.cli.terminal.LiveLine;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Terminal;
import io.millrace.cli.terminal.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The progress of a feed for people: a bar where there is a terminal, otherwise a line a second. Thread-safe. */
final class FeedReport implements FeedOutput {

    private static final Duration BETWEEN_BARS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final InstantSource clock;
    private final Supplier<Optional<LiveLine>> lines;
    private Instant due = Instant.MIN;
    private boolean isOpened;
    private Optional<LiveLine> bar = Optional.empty();

    /** @param lines asked once there is something to show, since that takes a while; gives none where only lines will do */
    FeedReport(Terminal terminal, InstantSource clock, Supplier<Optional<LiveLine>> lines) {
        this.terminal = terminal;
        this.clock = clock;
        this.lines = lines;
    }

    @Override
    public void started(FeedStarter.Request request) {
        terminal.out()
                .println("Feeding " + Printable.line(String.valueOf(request.file())) + " into topic "
                        + Printable.line(request.topic()) + " on "
                        + Printable.line(request.kafka().bootstrapServers()));
    }

    @Override
    public synchronized void progress(long fed, long total) {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return;
        }
        if (!isOpened) {
            isOpened = true;
            bar = terminal.isLive() ? lines.get() : Optional.empty();
        }
        due = now.plus(bar.isPresent() ? BETWEEN_BARS : BETWEEN_LINES);
        bar.ifPresentOrElse(line -> line.draw(bar(fed, total, line.width())), () -> terminal.out()
                .println(figures(fed, total)));
    }

    @Override
    public synchronized void ended(FeedStarter.Request request, long fed, boolean isStopped) {
        close();
        String topic = Printable.line(request.topic());
        terminal.out()
                .println(
                        isStopped
                                ? "Stopped: " + Text.count(fed) + " lines are in topic " + topic + "."
                                : "Done: all " + Text.count(fed) + " lines are in topic " + topic + ".");
    }

    @Override
    public synchronized void close() {
        bar.ifPresent(LiveLine::close);
        bar = Optional.empty();
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
}
