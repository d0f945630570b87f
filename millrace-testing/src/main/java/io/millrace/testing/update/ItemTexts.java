package io.millrace.testing.update;

import io.millrace.testing.update.FileText.Comment;
import io.millrace.testing.update.RowEdit.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows that take the place of a value which is written anew as a whole, with its comments.
 *
 * @param last comments behind which no row is left
 */
record ItemTexts(List<RowText> rows, List<String> last) {

    ItemTexts {
        rows = List.copyOf(rows);
        last = List.copyOf(last);
    }

    /** Of a list in brackets with an item per expected row: each comment stays with its row. */
    static ItemTexts ofItems(FileText file, YamlSpan list, List<RowEdit> edits) {
        List<RowText> rows = new ArrayList<>();
        List<String> above = new ArrayList<>();
        int next = 0;
        for (RowEdit edit : edits) {
            if (edit.kind() == Kind.ADD) {
                rows.add(RowText.of(edit.text()));
                continue;
            }
            next = edit.expected();
            YamlSpan item = list.parts().get(next);
            above.addAll(above(file, list, next));
            if (edit.kind() == Kind.REMOVE) {
                continue;
            }
            boolean isKept = edit.kind() == Kind.KEEP;
            if (!isKept) {
                above.addAll(file.commentsWithin(item));
            }
            rows.add(new RowText(
                    above,
                    isKept ? file.text().substring(item.start(), item.end()) : edit.text(),
                    behind(file, list, next)));
            above.clear();
        }
        above.addAll(above(file, list, list.parts().size()));
        return new ItemTexts(rows, above);
    }

    /** Of anything else: one row that is no list, a file, nothing. */
    static ItemTexts ofValue(FileText file, YamlSpan value, boolean isRow, List<RowEdit> edits) {
        List<RowText> rows = new ArrayList<>();
        boolean isKept = false;
        for (RowEdit edit : edits) {
            if (isRow && edit.kind() == Kind.KEEP) {
                isKept = true;
                rows.add(RowText.of(asItem(file, value)));
            } else if (edit.kind() != Kind.REMOVE) {
                rows.add(RowText.of(edit.text()));
            }
        }
        List<String> comments = isKept ? List.of() : file.commentsWithin(value);
        if (!rows.isEmpty() && !comments.isEmpty()) {
            rows.set(0, new RowText(comments, rows.get(0).text(), ""));
            comments = List.of();
        }
        return new ItemTexts(rows, comments);
    }

    /** Behind a dash, so that the lines of a mapping move to the right as far as its first one does. */
    private static String asItem(FileText file, YamlSpan value) {
        String text = file.text().substring(value.start(), value.end());
        return value.isFlow() ? text : text.replaceAll("\n(?=[^\r\n])", "\n  ");
    }

    private static List<String> above(FileText file, YamlSpan list, int item) {
        return gap(file, list, item).stream()
                .filter(comment -> item == 0 || !comment.isBehind())
                .map(Comment::text)
                .toList();
    }

    private static String behind(FileText file, YamlSpan list, int item) {
        return gap(file, list, item + 1).stream()
                .filter(Comment::isBehind)
                .map(Comment::text)
                .findFirst()
                .orElse("");
    }

    private static List<Comment> gap(FileText file, YamlSpan list, int item) {
        List<YamlSpan> items = list.parts();
        int from = item == 0 ? list.start() : items.get(item - 1).end();
        int to = item == items.size() ? list.end() : items.get(item).start();
        return file.comments(from, to);
    }
}
