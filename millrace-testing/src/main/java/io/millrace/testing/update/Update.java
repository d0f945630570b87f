package io.millrace.testing.update;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.testing.Mismatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes actual rows into a test file where expected ones stand. Rows that match stay as they are written, with their
 * matchers; so do comments, and everything else byte for byte.
 */
public final class Update {

    private Update() {}

    /**
     * Writes the file anew, all at once; who reads it sees the old text or the new one.
     *
     * @param tested the text that the tests were read from
     * @param mismatches of this file
     * @throws MillraceException if the file cannot be rewritten, or holds another text by now; it is then as it was
     */
    public static void write(Path file, String tested, List<Mismatch> mismatches) throws IOException {
        Path target = file.toRealPath();
        if (!Files.readString(target).equals(tested)) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "the test file '" + file + "' was changed while its tests ran",
                    "run the command again; the file is as you left it");
        }
        String updated = of(tested, mismatches);
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
            String next = ExpectationUpdate.of(updated, mismatch);
            requireYaml(next, mismatch);
            updated = next;
        }
        return hasEnd ? updated : updated.substring(0, updated.length() - lineEnd.length());
    }

    /** An anchor that stood in a replaced row is missed elsewhere. */
    private static void requireYaml(String text, Mismatch mismatch) {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        try {
            new Compose(settings).composeAllFromString(text).forEach(document -> {});
        } catch (YamlEngineException broken) {
            throw ExpectationUpdate.refused(mismatch);
        }
    }
}
