package io.millrace.cli.run;

import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Line;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Spans;
import io.millrace.cli.terminal.Style;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;

/** The top of the view: how long it has been running, every pipeline with its state, and where everything is. */
final class HeaderView {

    private static final String BETWEEN = "   ";
    private static final int WITH_HINT = 60;

    private final View view;
    private final int width;

    HeaderView(View view, int width) {
        this.view = view;
        this.width = width;
    }

    /** @param most lines, at least 2 */
    List<AttributedString> lines(int most) {
        List<AttributedString> lines = new ArrayList<>(states(most - 1));
        if (lines.size() < most) {
            lines.add(places());
        }
        return lines;
    }

    private List<AttributedString> states(int most) {
        List<AttributedString> inOrder = states(view.tick().pipelines(), Integer.MAX_VALUE);
        if (inOrder.size() <= most) {
            return inOrder;
        }
        List<PipelineStatus> gravestFirst = view.tick().pipelines().stream()
                .sorted(Comparator.comparing(pipeline -> rank(pipeline.state())))
                .toList();
        return states(gravestFirst, Math.max(1, most));
    }

    private List<AttributedString> states(List<PipelineStatus> pipelines, int most) {
        String hint = hint();
        int right = hint.isEmpty() ? width : width - Columns.of(hint) - BETWEEN.length();
        List<AttributedString> lines = new ArrayList<>();
        Line line = new Line().add(" ").add("Millrace", Style.HEADING).add("  " + Spans.clock(view.elapsed()));
        int indent = line.width();
        for (int index = 0; index < pipelines.size(); index++) {
            PipelineStatus pipeline = pipelines.get(index);
            boolean isLastLine = lines.size() == most - 1;
            String more = isLastLine && index < pipelines.size() - 1
                    ? BETWEEN + "… " + (pipelines.size() - index) + " more"
                    : "";
            int end = lines.isEmpty() ? right : width;
            int needed = BETWEEN.length() + 2 + nameOf(pipeline).length() + 1 + Columns.of(stateOf(pipeline));
            if (line.width() + needed + more.length() > end && line.width() > indent) {
                if (isLastLine) {
                    line.add(more, Style.QUIET);
                    break;
                }
                lines.add(finished(line, lines.isEmpty() ? hint : ""));
                line = new Line().blanks(indent);
            }
            state(line, pipeline, end);
        }
        lines.add(finished(line, lines.isEmpty() ? hint : ""));
        return lines;
    }

    private void state(Line line, PipelineStatus pipeline, int end) {
        Style style = style(pipeline.state());
        String state = stateOf(pipeline);
        int room = Math.max(4, end - line.width() - BETWEEN.length() - 3 - Columns.of(state));
        line.add(BETWEEN)
                .add("● ", style)
                .add(Columns.ends(nameOf(pipeline), room) + " ")
                .add(state, style);
    }

    private AttributedString finished(Line line, String hint) {
        int gap = width - line.width() - Columns.of(hint);
        return gap < 1 ? line.text() : line.blanks(gap).add(hint, Style.QUIET).text();
    }

    private AttributedString places() {
        Line line = new Line().add(" Kafka " + view.started().bootstrapServers() + BETWEEN + "log ", Style.QUIET);
        String log = Printable.line(String.valueOf(view.started().log()));
        return line.add(Columns.end(log, width - line.width()), Style.QUIET).text();
    }

    private String hint() {
        if (width < WITH_HINT) {
            return "";
        }
        return view.isStopping() ? "stopping; Ctrl-C ends at once" : "Ctrl-C stops cleanly";
    }

    private static String nameOf(PipelineStatus pipeline) {
        return Printable.line(pipeline.name());
    }

    private static String stateOf(PipelineStatus pipeline) {
        String code = pipeline.failure().map(problem -> " " + problem.code()).orElse("");
        return pipeline.state() + code;
    }

    private static Style style(State state) {
        return switch (state) {
            case STARTING -> Style.CAREFUL;
            case RUNNING -> Style.GOOD;
            case STOPPED -> Style.QUIET;
            case PAUSED, FAILED -> Style.BAD;
        };
    }

    /** What must be seen comes first where not all can be. */
    private static int rank(State state) {
        return switch (state) {
            case FAILED, PAUSED -> 0;
            case STARTING -> 1;
            case RUNNING -> 2;
            case STOPPED -> 3;
        };
    }
}
