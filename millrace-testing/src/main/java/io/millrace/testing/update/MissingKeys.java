package io.millrace.testing.update;

import io.millrace.testing.compare.Literal;
import io.millrace.testing.update.RowEdit.Kind;
import java.util.List;

/** Adds keys that a file does not have yet, with rows behind the last of them. */
final class MissingKeys {

    private final FileText file;
    private final Indentation indentation;
    private final List<String> keys;
    private final List<RowText> rows;

    /** @param keys each below the one before it, at least one */
    MissingKeys(FileText file, Indentation indentation, List<String> keys, List<RowEdit> edits) {
        this.file = file;
        this.indentation = indentation;
        this.keys = keys;
        this.rows = edits.stream()
                .filter(edit -> edit.kind() != Kind.REMOVE)
                .map(edit -> RowText.of(edit.text()))
                .toList();
    }

    /** At the end of keys and values. */
    void addTo(YamlSpan mapping) {
        if (!mapping.isFlow()) {
            int column = file.column(mapping.parts().get(0).start());
            file.insert(file.nextLine(mapping.end()), block(column));
            return;
        }
        if (mapping.parts().isEmpty()) {
            file.insert(file.skipProperties(mapping.start()) + 1, inline());
        } else {
            file.insert(mapping.parts().get(mapping.parts().size() - 1).end(), ", " + inline());
        }
    }

    /** Behind a key that has no value. */
    void addBehind(YamlSpan.Entry empty, boolean isInFlow) {
        int colonEnd = file.text().indexOf(':', empty.key().end()) + 1;
        file.replace(colonEnd, Math.max(colonEnd, empty.value().end()), isInFlow ? " {" + inline() + "}" : "");
        if (!isInFlow) {
            file.insert(file.nextLine(colonEnd), block(file.column(empty.key().start()) + indentation.keys()));
        }
    }

    private String block(int from) {
        StringBuilder out = new StringBuilder();
        int column = from - indentation.keys();
        for (String key : keys) {
            column += indentation.keys();
            out.append(out.isEmpty() ? "" : file.lineEnd())
                    .append(" ".repeat(column))
                    .append(Literal.shown(key))
                    .append(':');
        }
        if (rows.isEmpty()) {
            return out.append(" []").append(file.lineEnd()).toString();
        }
        return out.append(file.lineEnd())
                .append(RowText.block(rows, column + indentation.items(), file.lineEnd()))
                .toString();
    }

    private String inline() {
        StringBuilder out = new StringBuilder();
        for (String key : keys) {
            out.append(out.isEmpty() ? "" : "{").append(Literal.shown(key)).append(": ");
        }
        return out.append(RowText.inline(rows))
                .append("}".repeat(keys.size() - 1))
                .toString();
    }
}
