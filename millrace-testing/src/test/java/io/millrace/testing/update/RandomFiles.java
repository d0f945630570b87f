package io.millrace.testing.update;

import io.millrace.testing.compare.Actual;
import io.millrace.testing.compare.ActualRow;
import io.millrace.testing.compare.Literal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Test files as people write them, in every style. */
final class RandomFiles {

    private static final List<String> COLUMNS = List.of("id", "amount", "note", "at", "is new");
    private static final List<String> KINDS = List.of("+I", "-U", "+U", "-D");
    private static final String[] NOTES = {
        "a",
        "two words",
        "12",
        "any",
        "null",
        "/x/",
        "~1",
        "a: b",
        "#1",
        "",
        "it's",
        "\ttab",
        "line\nend",
        "é😀",
        "-",
        "[x]"
    };

    private final Random random;
    private String lineEnd = "\n";
    private List<String> comments = new ArrayList<>();
    private List<String> writtenRows = new ArrayList<>();

    RandomFiles(long seed) {
        random = new Random(seed);
    }

    /**
     * A file and what came.
     *
     * @param before up to the colon behind the stream's name
     * @param rows what an update may change
     * @param behind from the next line on
     * @param writtenRows each expected row as it is written
     * @param ownLineComments among the rows
     */
    record Sample(
            String before,
            String rows,
            String behind,
            int document,
            List<String> path,
            List<String> writtenRows,
            List<String> ownLineComments,
            Actual actual) {}

    Sample next() {
        lineEnd = chance(4) ? "\r\n" : "\n";
        comments = new ArrayList<>();
        writtenRows = new ArrayList<>();
        boolean isChangelog = chance(4);
        List<ActualRow> actual = rows(random.nextInt(6), isChangelog);
        List<ActualRow> wanted = wanted(actual, isChangelog);
        boolean isDeep = chance(3);
        int document = random.nextInt(2);
        List<String> path = isDeep ? List.of("steps", "1", "expect", "orders") : List.of("expect", "orders");
        String indent = isDeep ? "    " : "  ";
        String before = (chance(9) ? "\uFEFF" : "")
                + (document == 1 ? lines("test: other  # 😀", "expect:", "  orders:", "    - {id: 1}", "---") : "")
                + lines("test: a", "")
                + (isDeep ? lines("steps:", "- given: {orders: []}", "- expect:") : lines("expect:"))
                + (chance(2) ? lines(indent + "first: []", indent + "# above") : "")
                + indent + "orders:";
        if (isChangelog) {
            before += lineEnd + indent + "  changelog: true" + lineEnd + indent + "  rows:";
            indent += "  ";
        }
        String behind =
                (chance(2) ? lines(indent.substring(isChangelog ? 2 : 0) + "last:", indent + "    - {id: 4}", "") : "")
                        + (chance(2) ? lines("open: true  # to the end") : "")
                        + (chance(3) ? lines("---", "test: third") : "")
                        + "# the end"
                        + (chance(2) ? "" : lineEnd);
        String rows = chance(2) ? block(wanted, indent) : brackets(wanted, indent);
        return new Sample(
                before,
                rows,
                behind,
                document,
                path,
                writtenRows,
                comments,
                new Actual(COLUMNS, List.of("id"), actual));
    }

    private String block(List<ActualRow> wanted, String indent) {
        if (wanted.isEmpty()) {
            return (chance(2) ? " []" : "") + (chance(2) ? "  # none" : "") + lineEnd;
        }
        StringBuilder out = new StringBuilder(chance(4) ? "  # rows" : "").append(lineEnd);
        String dash = indent + " ".repeat(random.nextInt(4));
        for (ActualRow row : wanted) {
            for (int i = random.nextInt(6); i > 3; i--) {
                out.append(dash).append(comment()).append(lineEnd);
            }
            out.append(chance(6) ? lineEnd : "");
            String written = chance(3) ? lines(row, dash + "  ") : inBraces(row);
            writtenRows.add(written);
            out.append(dash)
                    .append("- ")
                    .append(written)
                    .append(chance(5) ? "  # behind" : "")
                    .append(lineEnd);
        }
        return out.toString();
    }

    private String brackets(List<ActualRow> wanted, String indent) {
        boolean isLong = chance(2);
        StringBuilder out = new StringBuilder(" [");
        if (isLong && chance(3)) {
            out.append("  ").append(comment());
        }
        for (int i = 0; i < wanted.size(); i++) {
            out.append(isLong ? lineEnd + indent + "    " : "");
            if (isLong && chance(3)) {
                out.append(comment()).append(lineEnd).append(indent).append("    ");
            }
            String written = inBraces(wanted.get(i));
            writtenRows.add(written);
            out.append(written).append(i < wanted.size() - 1 || chance(6) ? ", " : "");
            out.append(isLong && chance(4) ? "  # behind" : "");
        }
        return out.append(isLong ? lineEnd + indent + "  ]" : "]")
                .append(chance(4) ? "  # list" : "")
                .append(lineEnd)
                .toString();
    }

    /** Some of what came, some of it changed, some of it with columns left out. */
    private List<ActualRow> wanted(List<ActualRow> actual, boolean isChangelog) {
        List<ActualRow> wanted = new ArrayList<>();
        for (ActualRow row : actual) {
            if (chance(5)) {
                continue;
            }
            Map<String, @Nullable Object> cells = new LinkedHashMap<>(row.cells());
            if (chance(3)) {
                cells.put("amount", BigDecimal.valueOf(random.nextInt(3)));
            }
            if (chance(2)) {
                cells.remove(COLUMNS.get(random.nextInt(COLUMNS.size())));
            }
            wanted.add(new ActualRow(row.kind(), cells));
        }
        wanted.addAll(rows(random.nextInt(3), isChangelog));
        Collections.shuffle(wanted, random);
        return wanted;
    }

    private List<ActualRow> rows(int count, boolean isChangelog) {
        List<ActualRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> cells = new LinkedHashMap<>();
            cells.put("id", BigDecimal.valueOf(random.nextInt(4)));
            cells.put("amount", chance(4) ? null : (Object) BigDecimal.valueOf(random.nextInt(300), 2));
            cells.put("note", chance(6) ? null : (Object) NOTES[random.nextInt(NOTES.length)]);
            cells.put("at", Instant.ofEpochSecond(1_767_225_600L + random.nextInt(3), random.nextInt(2)));
            cells.put("is new", random.nextBoolean());
            rows.add(new ActualRow(
                    isChangelog ? Optional.of(KINDS.get(random.nextInt(KINDS.size()))) : Optional.empty(), cells));
        }
        return rows;
    }

    private String inBraces(ActualRow row) {
        return "{" + String.join(chance(3) ? " ,  " : ", ", cells(row)) + "}";
    }

    private String lines(ActualRow row, String indent) {
        return String.join((chance(4) ? "  # inside" : "") + lineEnd + indent, cells(row));
    }

    private List<String> cells(ActualRow row) {
        List<String> cells = new ArrayList<>();
        row.kind().ifPresent(kind -> cells.add("change: " + kind));
        row.cells()
                .forEach((column, value) -> cells.add(column + ":" + (chance(4) ? "   " : " ")
                        + (value != null && chance(9) ? "any" : shown(value))));
        return cells;
    }

    private String shown(@Nullable Object value) {
        return value instanceof String text && text.matches("[a-z ]+") && chance(2)
                ? '"' + text + '"'
                : Literal.shown(value);
    }

    private String comment() {
        String comment = "# {comment}: [%d], it's".formatted(comments.size());
        comments.add(comment);
        return comment;
    }

    private String lines(String... lines) {
        return String.join(lineEnd, lines) + lineEnd;
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
