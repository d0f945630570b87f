package io.millrace.cli.run;

import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Text;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.TableResults;
import java.util.ArrayList;
import java.util.List;

/** Results as text, no line longer than the terminal is wide; a record that needs more goes on in a second line. */
final class ResultText {

    /** What a second line begins with. */
    private static final String MORE = "      ";

    private final int width;

    ResultText(int width) {
        this.width = width;
    }

    /** The newest records of each table that has new ones, and how many there are besides. */
    List<String> newest(List<TableResults> tables) {
        List<String> lines = new ArrayList<>();
        for (TableResults table : tables) {
            TopicTail.News news = table.news();
            long besides = news.count() - news.newest().size();
            if (besides > 0) {
                lines.add("  > " + Printable.line(table.table()) + "  " + Text.count(besides) + " more, then");
            }
            news.newest().forEach(row -> lines.addAll(lines("  > " + Printable.line(table.table()) + "  ", row)));
        }
        return lines;
    }

    /** The present rows of upsert streams that have few keys. */
    List<String> present(List<TableResults> tables) {
        List<String> lines = new ArrayList<>();
        for (TableResults table : tables) {
            if (!table.news().present().isEmpty()) {
                lines.add("");
                lines.add("  " + Printable.line(table.table()) + " is now");
                table.news().present().forEach(row -> lines.addAll(lines("    ", row)));
            }
        }
        return lines;
    }

    private List<String> lines(String start, TopicTail.Row row) {
        String line = start
                + row.value()
                        .map(Printable::line)
                        .orElseGet(() -> "deleted " + Printable.line(String.valueOf(row.key())));
        if (line.length() <= width) {
            return List.of(line);
        }
        int end = breakAt(line, start.length());
        String rest = MORE + line.substring(end);
        return List.of(line.substring(0, end), rest.length() <= width ? rest : rest.substring(0, width - 1) + "…");
    }

    /** Behind the last comma that fits, so that a field stays in one piece if it can. */
    private int breakAt(String line, int from) {
        int comma = line.lastIndexOf(',', width - 1);
        return comma > from ? comma + 1 : width;
    }
}
