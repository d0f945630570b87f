package io.millrace.kafka.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Lines as bytes, without their LF; lines can be put back. */
final class LineReader implements AutoCloseable {

    /** Kafka's default limit for a record, less what surrounds the value. */
    static final int MAX_BYTES = (1 << 20) - 4096;

    private final Path file;
    private final InputStream in;
    private final Deque<byte[]> putBack = new ArrayDeque<>();
    private long lines;

    LineReader(Path file) throws IOException {
        this.file = file;
        this.in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** @throws MillraceException {@code FEED_INVALID} if the line is longer than a record may be */
    Optional<byte[]> next() throws IOException {
        if (!putBack.isEmpty()) {
            return Optional.of(putBack.removeFirst());
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        lines++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > MAX_BYTES) {
                throw tooLong(file, lines);
            }
        }
        return Optional.of(line.toByteArray());
    }

    static MillraceException tooLong(Path file, long line) {
        return new MillraceException(
                ErrorCode.FEED_INVALID,
                "line %d of '%s' makes a record of more than %d bytes, Kafka's limit".formatted(line, file, MAX_BYTES),
                "split or remove the line, and run again");
    }

    /** A CR before the LF belongs to the line's end, except inside a CSV field that goes on. */
    static byte[] withoutCarriageReturn(byte[] line) {
        int end = line.length;
        return end > 0 && line[end - 1] == '\r' ? Arrays.copyOf(line, end - 1) : line;
    }

    /** @param again come next, in this order */
    void putBack(List<byte[]> again) {
        for (int i = again.size() - 1; i >= 0; i--) {
            putBack.addFirst(again.get(i));
        }
    }

    /** How many lines were read; roughly the number of the current one where some were put back. */
    long lineNumber() {
        return lines - putBack.size();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
