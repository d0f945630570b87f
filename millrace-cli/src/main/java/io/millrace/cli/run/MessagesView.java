package io.millrace.cli.run;

import io.millrace.cli.terminal.Columns;
import io.millrace.cli.terminal.Line;
import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Spans;
import io.millrace.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** The bottom of the view: what a person should know, the newest last. */
final class MessagesView {

    private static final int TIME = 9;

    private record Shown(AttributedString line, boolean givesWay) {}

    private final List<Shown> all = new ArrayList<>();

    MessagesView(List<Message> messages, int width) {
        messages.forEach(message -> add(message, width));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int size() {
        return all.size();
    }

    /** Lines that must be seen. */
    int needed() {
        return (int) all.stream().filter(shown -> !shown.givesWay()).count();
    }

    AttributedString heading() {
        return new Line().add(" messages", Style.QUIET).text();
    }

    /** The newest; one line says so where others have no room. */
    List<AttributedString> lines(int most) {
        int tooMany = all.size() <= most ? 0 : all.size() - Math.max(0, most - 1);
        List<Shown> shown = new ArrayList<>();
        int toDrop = tooMany;
        for (Shown each : all) {
            if (each.givesWay() && toDrop > 0) {
                toDrop--;
            } else {
                shown.add(each);
            }
        }
        shown.subList(0, toDrop).clear();
        List<AttributedString> lines = new ArrayList<>();
        if (tooMany > 0) {
            lines.add(new Line()
                    .add(" … " + tooMany + " more lines, told at the end", Style.QUIET)
                    .text());
        }
        shown.forEach(each -> lines.add(each.line()));
        return lines;
    }

    private void add(Message message, int width) {
        String time = Spans.clock(message.at());
        Style style = message.style();
        for (String line : Printable.lines(message.text()).split("\n", -1)) {
            for (String piece : wrapped(line, Math.max(10, width - TIME))) {
                AttributedString shown = new Line()
                        .add(" ")
                        .left(time, TIME - 1, Style.QUIET)
                        .add(piece, style)
                        .text();
                all.add(new Shown(shown, message.givesWay()));
                time = "";
            }
            style = Style.PLAIN;
        }
    }

    /** Broken at blanks where it can be; what follows is set in like the line it belongs to. */
    private static List<String> wrapped(String line, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = line;
        while (Columns.of(rest) > width) {
            String head = Columns.head(rest, width);
            int blank = head.lastIndexOf(' ');
            String piece = blank > width / 2 ? head.substring(0, blank) : head;
            pieces.add(piece);
            rest = "  " + rest.substring(piece.length()).strip();
        }
        pieces.add(rest);
        return pieces;
    }
}
