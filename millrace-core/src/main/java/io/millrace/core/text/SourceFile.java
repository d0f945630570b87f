package io.millrace.core.text;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the user's files, and names them as the user would. */
public final class SourceFile {

    private SourceFile() {}

    /**
     * Reads a whole file strictly as UTF-8, so that no character turns into another unseen.
     *
     * @param syntax the code for a file that is not UTF-8
     * @return empty exactly if there is a problem
     */
    public static Optional<SourceText> read(Path path, ErrorCode syntax, Problems problems) {
        String label = label(path);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (IOException failure) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' cannot be read: %s"
                            .formatted(label, failure.getClass().getSimpleName()),
                    "check that it is a file and that you may read it");
            return Optional.empty();
        }
        return decode(label, bytes, syntax, problems);
    }

    /** A path as the user would type it: relative to the working directory if it was given so, without {@code ./}. */
    public static String label(Path path) {
        String text = path.normalize().toString();
        return text.isEmpty() ? "." : text;
    }

    private static Optional<SourceText> decode(String label, byte[] bytes, ErrorCode syntax, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        SourceText text = SourceText.of(label, out.flip().toString());
        if (!result.isError()) {
            return Optional.of(text);
        }
        problems.add(
                text.at(text.text().length()),
                syntax,
                "the file is not UTF-8: byte 0x%02X stands here".formatted(bytes[in.position()]),
                "save the file as UTF-8");
        return Optional.empty();
    }
}
