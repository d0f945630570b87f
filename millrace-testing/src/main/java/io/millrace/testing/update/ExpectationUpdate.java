package io.millrace.testing.update;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.testing.Mismatch;
import io.millrace.testing.update.YamlSpan.Entry;
import io.millrace.testing.update.YamlSpan.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where one expectation's rows stand, and puts the actual ones there. */
final class ExpectationUpdate {

    private static final String CHANGELOG = "changelog";
    private static final String ROWS = "rows";

    private final Mismatch mismatch;
    private final FileText file;
    private final YamlSpan document;
    private final Indentation indentation;
    private final List<RowEdit> edits;

    private ExpectationUpdate(String text, Mismatch mismatch) {
        List<YamlSpan> documents = YamlSpans.documents(text);
        if (mismatch.document() >= documents.size()) {
            throw refused(mismatch);
        }
        this.mismatch = mismatch;
        file = new FileText(text);
        document = documents.get(mismatch.document());
        List<YamlSpan> likeliest = new ArrayList<>(List.of(document));
        likeliest.addAll(documents);
        indentation = Indentation.of(file, likeliest);
        edits = RowEdits.of(mismatch.comparison());
    }

    /**
     * @param text in which every line has an end
     * @throws MillraceException if there is no place for the rows
     */
    static String of(String text, Mismatch mismatch) {
        ExpectationUpdate update = new ExpectationUpdate(text, mismatch);
        update.run();
        return update.file.edited();
    }

    static MillraceException refused(Mismatch mismatch) {
        return new MillraceException(List.of(Problem.at(
                mismatch.expectation().at(),
                ErrorCode.YAML_SYNTAX,
                "the rows of '%s' cannot be rewritten where they stand".formatted(mismatch.expectation().stream()),
                "write these rows by hand, without anchors and aliases, or remove them and run --update again")));
    }

    private void run() {
        List<String> path = mismatch.expectation().path();
        YamlSpan value = document;
        Optional<Entry> entry = Optional.empty();
        boolean isInFlow = false;
        for (int i = 0; i < path.size(); i++) {
            isInFlow |= value.isFlow();
            if (value.kind() == Kind.SEQUENCE) {
                value = item(value, path.get(i));
                continue;
            }
            Optional<Entry> next = value.entry(path.get(i));
            if (next.isEmpty()) {
                add(path.subList(i, path.size()), value, entry, isInFlow);
                return;
            }
            entry = next;
            value = next.get().value();
        }
        rewrite(entry.orElseThrow(() -> refused(mismatch)), isInFlow);
    }

    /** Rows stand behind their stream's name, or below it beside {@code changelog}. */
    private void rewrite(Entry stream, boolean isInFlow) {
        YamlSpan value = stream.value();
        if (!mismatch.expectation().isChangelog() || value.entry(CHANGELOG).isEmpty()) {
            new RowsRewrite(file, indentation, edits, stream, isInFlow).run();
            return;
        }
        value.entry(ROWS)
                .ifPresentOrElse(
                        rows -> new RowsRewrite(file, indentation, edits, rows, isInFlow || value.isFlow()).run(),
                        () -> add(List.of(ROWS), value, Optional.of(stream), isInFlow));
    }

    private void add(List<String> keys, YamlSpan value, Optional<Entry> entry, boolean isInFlow) {
        MissingKeys missing = new MissingKeys(file, indentation, keys, edits);
        if (value.kind() == Kind.MAPPING) {
            missing.addTo(value);
        } else if (value.isNull() && entry.isPresent()) {
            missing.addBehind(entry.get(), isInFlow);
        } else {
            throw refused(mismatch);
        }
    }

    private YamlSpan item(YamlSpan sequence, String index) {
        int position = Integer.parseInt(index);
        if (position >= sequence.parts().size()) {
            throw refused(mismatch);
        }
        return sequence.parts().get(position);
    }
}
