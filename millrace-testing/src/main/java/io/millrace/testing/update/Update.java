package io.millrace.testing.update;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.testing.Mismatch;
import io.millrace.testing.update.YamlSpan.Entry;
import io.millrace.testing.update.YamlSpan.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes actual rows into a test file where expected ones stand. Rows that match stay as they are written, with their
 * matchers; so do comments, and everything else byte for byte.
 */
public final class Update {

    private static final String CHANGELOG = "changelog";
    private static final String ROWS = "rows";

    private Update() {}

    /**
     * Writes the file anew, all at once; who reads it sees the old text or the new one.
     *
     * @param mismatches of this file
     * @throws MillraceException if the file cannot be rewritten; it is then as it was
     */
    public static void write(Path file, List<Mismatch> mismatches) throws IOException {
        Path target = file.toRealPath();
        String updated = of(Files.readString(target), mismatches);
        Path draft = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.writeString(draft, updated);
            PosixFileAttributeView posix = Files.getFileAttributeView(target, PosixFileAttributeView.class);
            if (posix != null) {
                Files.setPosixFilePermissions(draft, posix.readAttributes().permissions());
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * A test file's text with the actual rows in place.
     *
     * @throws MillraceException if some of them cannot be written there
     */
    public static String of(String text, List<Mismatch> mismatches) {
        String lineEnd = FileText.lineEndOf(text);
        boolean hasEnd = text.endsWith("\n");
        String updated = hasEnd ? text : text + lineEnd;
        for (Mismatch mismatch : mismatches) {
            String next = updated(updated, mismatch);
            requireYaml(next, mismatch);
            updated = next;
        }
        return hasEnd ? updated : updated.substring(0, updated.length() - lineEnd.length());
    }

    private static String updated(String text, Mismatch mismatch) {
        FileText file = new FileText(text);
        List<YamlSpan> documents = YamlSpans.documents(text);
        if (mismatch.document() >= documents.size()) {
            throw refused(mismatch);
        }
        YamlSpan document = documents.get(mismatch.document());
        List<YamlSpan> likeliest = new ArrayList<>(List.of(document));
        likeliest.addAll(documents);
        Indentation indentation = Indentation.of(file, likeliest);
        List<RowEdit> edits = RowEdits.of(mismatch.comparison());
        List<String> path = mismatch.expectation().path();
        YamlSpan value = document;
        boolean isInFlow = false;
        Optional<Entry> entry = Optional.empty();
        for (int i = 0; i < path.size(); i++) {
            isInFlow |= value.isFlow();
            if (value.kind() == Kind.SEQUENCE) {
                value = item(value, path.get(i), mismatch);
                continue;
            }
            Optional<Entry> next = value.entry(path.get(i));
            if (next.isEmpty()) {
                add(new MissingKeys(file, indentation, path.subList(i, path.size()), edits), value, entry, mismatch);
                return file.edited();
            }
            entry = next;
            value = next.get().value();
        }
        isInFlow |= isChangesAndRows(value) && value.isFlow();
        if (isChangesAndRows(value) && value.entry(ROWS).isEmpty()) {
            new MissingKeys(file, indentation, List.of(ROWS), edits).addTo(value);
            return file.edited();
        }
        Entry rows = isChangesAndRows(value)
                ? value.entry(ROWS).orElseThrow()
                : entry.orElseThrow(() -> refused(mismatch));
        new RowsRewrite(file, indentation, edits, rows, isInFlow).run();
        return file.edited();
    }

    private static void add(MissingKeys keys, YamlSpan value, Optional<Entry> entry, Mismatch mismatch) {
        if (value.kind() == Kind.MAPPING) {
            keys.addTo(value);
        } else if (value.isNull() && entry.isPresent()) {
            keys.addBehind(entry.get(), false);
        } else {
            throw refused(mismatch);
        }
    }

    private static YamlSpan item(YamlSpan sequence, String index, Mismatch mismatch) {
        int position = Integer.parseInt(index);
        if (position >= sequence.parts().size()) {
            throw refused(mismatch);
        }
        return sequence.parts().get(position);
    }

    /** The long form of an expectation: {@code {changelog: true, rows: [...]}}. */
    private static boolean isChangesAndRows(YamlSpan value) {
        return value.kind() == Kind.MAPPING && value.entry(CHANGELOG).isPresent();
    }

    /** An anchor that stood in a replaced row is missed elsewhere. */
    private static void requireYaml(String text, Mismatch mismatch) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            new Compose(settings).composeAllFromString(text).forEach(document -> {});
        } catch (YamlEngineException broken) {
            throw refused(mismatch);
        }
    }

    private static MillraceException refused(Mismatch mismatch) {
        return new MillraceException(List.of(Problem.at(
                mismatch.expectation().at(),
                ErrorCode.YAML_SYNTAX,
                "the rows of '%s' cannot be rewritten where they stand"
                        .formatted(mismatch.expectation().stream()),
                "write these rows by hand, without anchors and aliases, or remove them and run --update again")));
    }
}
