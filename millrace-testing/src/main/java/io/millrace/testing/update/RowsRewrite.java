package io.millrace.testing.update;

import io.millrace.testing.update.RowEdit.Kind;
import io.millrace.testing.update.YamlSpan.Entry;
import java.util.List;

/** Edits the rows that stand behind a key. */
final class RowsRewrite {

    /** Rows in brackets stay on one line up to this length. */
    private static final int MAX_LINE = 100;

    private final FileText file;
    private final Indentation indentation;
    private final List<RowEdit> edits;
    private final YamlSpan key;
    private final YamlSpan value;
    private final boolean isInFlow;
    private final int colonEnd;

    /** @param isInFlow whether the key stands inside {@code {}} or {@code []} */
    RowsRewrite(FileText file, Indentation indentation, List<RowEdit> edits, Entry entry, boolean isInFlow) {
        this.file = file;
        this.indentation = indentation;
        this.edits = edits;
        this.key = entry.key();
        this.value = entry.value();
        this.isInFlow = isInFlow;
        colonEnd = file.text().indexOf(':', key.end()) + 1;
    }

    void run() {
        long expected = edits.stream().filter(edit -> edit.kind() != Kind.ADD).count();
        boolean isItemPerRow =
                value.kind() == YamlSpan.Kind.SEQUENCE && value.parts().size() == expected;
        if (isItemPerRow && !value.isFlow()) {
            editItems();
            return;
        }
        boolean isRow = value.kind() == YamlSpan.Kind.MAPPING && expected == 1;
        ItemTexts items =
                isItemPerRow ? ItemTexts.ofItems(file, value, edits) : ItemTexts.ofValue(file, value, isRow, edits);
        if (isItemPerRow && !file.isOneLine(value.start(), value.end())) {
            file.replace(value.start(), value.end(), inBrackets(items));
        } else if (isInFlow || isItemPerRow && expected > 0 && isShort(items)) {
            file.replace(
                    value.start(), value.end(), (value.start() == colonEnd ? " " : "") + RowText.inline(items.rows()));
        } else {
            replaceByBlock(items);
        }
    }

    private boolean isShort(ItemTexts items) {
        return items.rows().isEmpty()
                || file.column(value.start()) + RowText.inline(items.rows()).length() <= MAX_LINE;
    }

    private String inBrackets(ItemTexts items) {
        if (items.rows().isEmpty() && items.last().isEmpty()) {
            return "[]";
        }
        int outer = file.indentation(value.start());
        int column = value.parts().stream()
                .map(YamlSpan::start)
                .filter(file::isFirstInLine)
                .map(file::column)
                .findFirst()
                .orElse(outer + indentation.keys());
        int closing = file.isFirstInLine(value.end() - 1) ? file.column(value.end() - 1) : outer;
        return RowText.brackets(items.rows(), items.last(), column, closing, file.lineEnd());
    }

    private void replaceByBlock(ItemTexts items) {
        boolean isBesideKey = file.isOneLine(colonEnd, value.start());
        if (items.rows().isEmpty()) {
            file.replace(isBesideKey ? colonEnd : value.start(), value.end(), isBesideKey ? " []" : "[]");
            String indent = " ".repeat(file.column(key.start()) + indentation.items());
            items.last().forEach(comment -> file.insert(file.nextLine(value.end()), indent + comment + file.lineEnd()));
            return;
        }
        if (isBesideKey) {
            file.replace(colonEnd, value.end(), "");
            file.insert(file.nextLine(value.end()), block(items, file.column(key.start()) + indentation.items()));
            return;
        }
        int column = file.column(value.start());
        file.replace(value.start(), value.end(), block(items, column).strip());
    }

    private String block(ItemTexts items, int column) {
        return RowText.block(items.rows(), column, file.lineEnd());
    }

    /** Row by row, so that everything between them stays as it is. */
    private void editItems() {
        int itemsFrom = file.skipProperties(value.start());
        int column = file.column(itemsFrom);
        int previousEnd = colonEnd;
        boolean isAnyLeft = false;
        for (RowEdit edit : edits) {
            isAnyLeft |= edit.kind() != Kind.REMOVE;
            if (edit.kind() == Kind.ADD) {
                file.insert(
                        file.nextLine(previousEnd),
                        RowText.block(List.of(RowText.of(edit.text())), column, file.lineEnd()));
                continue;
            }
            YamlSpan item = value.parts().get(edit.expected());
            int dash = edit.expected() == 0 ? itemsFrom : file.skipBlanks(previousEnd);
            if (edit.kind() == Kind.REPLACE) {
                RowText row = new RowText(file.commentsWithin(item), edit.text(), "");
                file.replace(
                        dash,
                        item.end(),
                        RowText.block(List.of(row), column, file.lineEnd()).strip());
            } else if (edit.kind() == Kind.REMOVE) {
                file.replace(file.lineStart(dash), file.nextLine(item.end()), "");
            }
            previousEnd = item.end();
        }
        if (!isAnyLeft) {
            file.insert(itemsFrom == value.start() ? colonEnd : file.propertiesEnd(value.start()), " []");
        }
    }
}
