package io.millrace.cli.run;

import io.millrace.cli.terminal.Printable;
import io.millrace.cli.terminal.Text;
import io.millrace.kafka.tail.TopicTail;
import io.millrace.local.TableResults;
import java.util.ArrayList;
import java.util.List;

/** Results as text, one line a record, no longer than the terminal is wide. */
final class ResultText {

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
            news.newest().forEach(row -> lines.add(line("  > " + Printable.line(table.table()) + "  ", row)));
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
                table.news().present().forEach(row -> lines.add(line("    ", row)));
            }
        }
        return lines;
    }

    private String line(String start, TopicTail.Row row) {
        String line = start
                + row.value()
                        .map(Printable::line)
                        .orElseGet(() -> "deleted " + Printable.line(String.valueOf(row.key())));
        return line.length() <= width ? line : line.substring(0, Math.max(start.length(), width - 1)) + "…";
    }
}
