package io.millrace.cli.run;

import io.millrace.cli.run.Totals.Direction;
import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Line;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Spans;
import io.millrace.cli.terminal.Style;
import io.millrace.cli.terminal.Text;
import io.millrace.core.account.InputAccount;
import io.millrace.core.account.OutputAccount;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.FeedStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/** The middle of the view: a line per table, in columns, then a line per feed under way. */
final class TablesView {

    private static final int WIDE = 120;
    private static final int KIND = 6;
    private static final int LEAST_NAME = 8;

    /** Several pipelines often have tables of the same name. */
    private static final int LEAST_FULL_NAME = 20;

    private static final int BAR = 24;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter BOTH = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    /** In the order in which they are shown; a narrow terminal does without those that rank last. */
    private enum Column {
        RATE("/s", 7, 10, 1),
        TOTAL("total", 10, 14, 2),
        LATE("late", 6, 10, 6),
        REJECTED("rejected", 9, 12, 3),
        LAG("lag", 7, 11, 5),
        WATERMARK("watermark", 11, 21, 7),
        BEHIND("behind", 7, 9, 4);

        private final String title;
        private final int narrow;
        private final int wide;
        private final int rank;

        Column(String title, int narrow, int wide, int rank) {
            this.title = title;
            this.narrow = narrow;
            this.wide = wide;
            this.rank = rank;
        }

        private int width(boolean isWide) {
            return isWide ? wide : narrow;
        }
    }

    private final View view;
    private final int width;
    private final boolean isWide;
    private final Set<Column> columns = EnumSet.noneOf(Column.class);
    private final int name;

    TablesView(View view, int width) {
        this.view = view;
        this.width = width;
        this.isWide = width >= WIDE;
        boolean isFull = view.tick().pipelines().size() > 1;
        int least = Math.min(isFull ? LEAST_FULL_NAME : LEAST_NAME, longestName());
        int left = width - KIND - least;
        for (int rank = 1; rank <= Column.values().length; rank++) {
            for (Column column : Column.values()) {
                if (column.rank == rank && column.width(isWide) <= left) {
                    columns.add(column);
                    left -= column.width(isWide);
                }
            }
        }
        this.name = Math.max(0, Math.min(least + left, longestName()));
    }

    private int longestName() {
        return view.tick().pipelines().stream()
                .flatMap(pipeline -> Stream.concat(
                                pipeline.account().inputs().stream().map(InputAccount::table),
                                pipeline.account().outputs().stream().map(OutputAccount::table))
                        .map(table -> shown(pipeline, table)))
                .mapToInt(Columns::of)
                .max()
                .orElse(LEAST_NAME);
    }

    AttributedString heading() {
        Line line = new Line().left("", KIND + name, Style.QUIET);
        columns.forEach(column -> line.right(column.title, column.width(isWide), Style.QUIET));
        return line.text();
    }

    List<AttributedString> tables() {
        List<AttributedString> lines = new ArrayList<>();
        for (PipelineStatus pipeline : view.tick().pipelines()) {
            pipeline.account().inputs().forEach(in -> lines.add(line(pipeline, in)));
            pipeline.account().outputs().forEach(out -> lines.add(line(pipeline, out)));
        }
        return lines;
    }

    List<AttributedString> feeds() {
        List<AttributedString> lines = new ArrayList<>();
        for (PipelineStatus pipeline : view.tick().pipelines()) {
            pipeline.feeds().stream()
                    .filter(feed -> feed.fed() < feed.total() || (feed.fed() > 0 && feed.total() <= 0))
                    .forEach(feed -> lines.add(line(pipeline, feed)));
        }
        return lines;
    }

    private AttributedString line(PipelineStatus pipeline, InputAccount in) {
        Line line = start("in", shown(pipeline, in.table()));
        for (Column column : columns) {
            int cell = column.width(isWide);
            switch (column) {
                case RATE ->
                    quantity(line, cell, view.tick().perSecond(pipeline, Direction.IN, in.table()), Style.PLAIN);
                case TOTAL -> quantity(line, cell, in.read(), Style.PLAIN);
                case LATE -> quantity(line, cell, in.late(), Style.PLAIN);
                case REJECTED -> quantity(line, cell, in.rejected(), Style.CAREFUL);
                case LAG -> {
                    if (in.lag().isPresent()) {
                        quantity(line, cell, in.lag().getAsLong(), Style.PLAIN);
                    } else {
                        line.right(Text.NO_TIME, cell, Style.QUIET);
                    }
                }
                case WATERMARK -> line.right(watermark(in.watermark()), cell, Style.PLAIN);
                case BEHIND -> line.right(behind(in.watermark()), cell, Style.PLAIN);
            }
        }
        return line.text();
    }

    private AttributedString line(PipelineStatus pipeline, OutputAccount out) {
        Line line = start("out", shown(pipeline, out.table()));
        for (Column column : columns) {
            int cell = column.width(isWide);
            switch (column) {
                case RATE ->
                    quantity(line, cell, view.tick().perSecond(pipeline, Direction.OUT, out.table()), Style.PLAIN);
                case TOTAL -> quantity(line, cell, out.written(), Style.PLAIN);
                case REJECTED -> quantity(line, cell, out.rejectedTotal(), Style.CAREFUL);
                case LATE, LAG, WATERMARK, BEHIND -> line.blanks(cell);
            }
        }
        return line.text();
    }

    private AttributedString line(PipelineStatus pipeline, FeedStatus feed) {
        Line line = start("feed", shown(pipeline, feed.table())).add("  ");
        String file = Printable.line(String.valueOf(Path.of(feed.file()).getFileName()));
        if (feed.total() <= 0) {
            String figures = Text.count(feed.fed()) + " from " + file;
            return line.add(Columns.start(figures, width - line.width())).text();
        }
        int full = (int) (feed.fed() * BAR / feed.total());
        if (width - line.width() > 2 * BAR) {
            line.add("━".repeat(full), Style.GOOD).add("·".repeat(BAR - full), Style.QUIET);
        }
        String figures = "%4d%%  %s of %s from %s"
                .formatted(feed.fed() * 100 / feed.total(), Text.count(feed.fed()), Text.count(feed.total()), file);
        return line.add(Columns.start(figures, width - line.width())).text();
    }

    private Line start(String kind, String table) {
        return new Line().add(" ").left(kind, KIND - 1, Style.QUIET).left(table, name, Style.PLAIN);
    }

    private static void quantity(Line line, int cell, long count, Style style) {
        line.right(Text.count(count, cell).strip(), cell, count == 0 ? Style.QUIET : style);
    }

    private String shown(PipelineStatus pipeline, String table) {
        return Printable.line(view.name(pipeline.name(), table));
    }

    /** In UTC, as precise as the column allows: the time of today, or another day. */
    private String watermark(long epochMillis) {
        if (!Text.isTime(epochMillis)) {
            return Text.NO_TIME;
        }
        var time = Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
        if (isWide) {
            return BOTH.format(time);
        }
        boolean isToday = LocalDate.ofInstant(view.now(), ZoneOffset.UTC).equals(time.toLocalDate());
        return (isToday ? TIME : DAY).format(time);
    }

    private String behind(long epochMillis) {
        return Text.isTime(epochMillis)
                ? Spans.of(Duration.between(Instant.ofEpochMilli(epochMillis), view.now()))
                : Text.NO_TIME;
    }
}
