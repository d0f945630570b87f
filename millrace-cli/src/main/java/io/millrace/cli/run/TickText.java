package io.millrace.cli.run;

import io.millrace.cli.run.Totals.Direction;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Spans;
import io.millrace.cli.terminal.Text;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.FeedStatus;
import io.millrace.local.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A look at the pipelines as text: one line a table, in columns under a heading. On a terminal no longer than it is wide;
 * elsewhere nothing is cut, so that names can be searched for.
 */
final class TickText {

    private static final int KIND = 5;
    private static final int RATE = 7;
    private static final int TOTAL = 10;
    private static final int LATE = 6;
    private static final int REJECTED = 9;
    private static final int WATERMARK = 18;
    private static final int LAG = 10;
    private static final int BEHIND = 8;

    /** From here on there is room for more than the essentials. */
    private static final int WIDE = 104;

    private static final int NUMBERS = RATE + TOTAL + TOTAL + LATE + REJECTED + WATERMARK;

    private final int width;
    private final boolean isCut;
    private final boolean isWide;
    private final int fitting;

    /** @param isCut whether what does not fit into {@code width} is cut */
    TickText(int width, boolean isCut) {
        this.width = width;
        this.isCut = isCut;
        this.isWide = width >= WIDE;
        this.fitting = Math.max(8, width - KIND - NUMBERS - (isWide ? LAG + BEHIND : 0));
    }

    /** To be repeated now and then: the lines below have no units of their own. */
    String heading(Tick tick) {
        String time =
                "%d:%02d".formatted(tick.elapsed().toMinutes(), tick.elapsed().toSecondsPart());
        return Text.left(Text.left(time, KIND) + " table", KIND + nameWidth(tick))
                + Text.right("/s", RATE)
                + Text.right("in/out", TOTAL)
                + Text.right("rows", TOTAL)
                + Text.right("late", LATE)
                + Text.right("rejected", REJECTED)
                + Text.right("watermark, UTC", WATERMARK)
                + (isWide ? Text.right("behind", BEHIND) + Text.right("lag", LAG) : "");
    }

    private int nameWidth(Tick tick) {
        return isCut
                ? fitting
                : tick.pipelines().stream()
                        .flatMap(pipeline -> names(prefix(tick, pipeline), pipeline))
                        .mapToInt(String::length)
                        .reduce(fitting, Math::max);
    }

    private static Stream<String> names(String prefix, PipelineStatus pipeline) {
        return Stream.concat(
                        pipeline.account().inputs().stream().map(InputAccount::table),
                        pipeline.account().outputs().stream().map(OutputAccount::table))
                .map(table -> Printable.line(prefix + table));
    }

    private static String prefix(Tick tick, PipelineStatus pipeline) {
        return tick.pipelines().size() > 1 ? pipeline.name() + "." : "";
    }

    List<String> lines(Tick tick) {
        int name = nameWidth(tick);
        List<String> lines = new ArrayList<>();
        for (PipelineStatus pipeline : tick.pipelines()) {
            String prefix = prefix(tick, pipeline);
            if (pipeline.state() == State.STARTING) {
                lines.add(Printable.line(pipeline.name()) + " is starting");
            }
            if (pipeline.state() == State.PAUSED) {
                lines.add(Printable.line(pipeline.name()) + " is paused");
            }
            if (pipeline.state() != State.RUNNING) {
                continue;
            }
            pipeline.feeds().stream()
                    .filter(feed -> feed.fed() < feed.total())
                    .forEach(feed -> lines.add(line(name, prefix, feed)));
            pipeline.account()
                    .inputs()
                    .forEach(in -> lines.add(line(
                            name,
                            prefix,
                            in,
                            rate(tick, pipeline, in),
                            tick.now().at())));
            pipeline.account().outputs().forEach(out -> lines.add(line(name, prefix, out, rate(tick, pipeline, out))));
            pipeline.account()
                    .droppedBehindIntake()
                    .forEach((operator, rows) -> lines.add("LOST  " + Text.count(rows)
                            + " rows dropped behind the intake by " + Printable.line(operator)));
        }
        return lines;
    }

    private static long rate(Tick tick, PipelineStatus pipeline, InputAccount in) {
        return tick.perSecond(pipeline, Direction.IN, in.table());
    }

    private static long rate(Tick tick, PipelineStatus pipeline, OutputAccount out) {
        return tick.perSecond(pipeline, Direction.OUT, out.table());
    }

    private String line(int name, String prefix, InputAccount in, long perSecond, Instant now) {
        return start(name, "in", prefix + in.table())
                + Text.count(perSecond, RATE)
                + Text.count(in.read(), TOTAL)
                + Text.count(in.rows(), TOTAL)
                + Text.count(in.late(), LATE)
                + Text.count(in.rejected(), REJECTED)
                + Text.right(Text.minute(in.watermark()), WATERMARK)
                + (isWide ? Text.right(behind(in.watermark(), now), BEHIND) + lag(in) : "");
    }

    private static String behind(long watermark, Instant now) {
        return Text.isTime(watermark) ? Spans.of(Duration.between(Instant.ofEpochMilli(watermark), now)) : Text.NO_TIME;
    }

    private static String lag(InputAccount in) {
        return in.lag().isPresent() ? Text.count(in.lag().getAsLong(), LAG) : Text.right(Text.NO_TIME, LAG);
    }

    private String line(int name, String prefix, OutputAccount out, long perSecond) {
        return start(name, "out", prefix + out.table())
                + Text.count(perSecond, RATE)
                + Text.count(out.written(), TOTAL)
                + " ".repeat(TOTAL + LATE)
                + Text.count(out.rejectedTotal(), REJECTED);
    }

    private String line(int name, String prefix, FeedStatus feed) {
        String file = String.valueOf(Path.of(feed.file()).getFileName());
        String line = start(name, "feed", prefix + feed.table())
                + "  %3d%%  %s of %s from %s"
                        .formatted(
                                feed.fed() * 100 / feed.total(),
                                Text.count(feed.fed()),
                                Text.count(feed.total()),
                                Printable.line(file));
        return !isCut || line.length() <= width ? line : Text.left(line, width);
    }

    private static String start(int name, String kind, String table) {
        return Text.left(kind, KIND) + Text.left(Printable.line(table), name);
    }
}
