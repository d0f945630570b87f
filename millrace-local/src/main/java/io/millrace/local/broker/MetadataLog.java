package io.millrace.local.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Looks for damage in the log that says which topics exist, before the broker opens it. At a damaged batch the broker
 * cuts the log off without a word, and sets aside every topic that was made after it.
 */
final class MetadataLog {

    private static final String PARTITION = "__cluster_metadata-0";
    private static final int LENGTH_AT = 8;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final int HEADER_BYTES = 61;
    private static final byte MAGIC = 2;

    private final Path partition;

    MetadataLog(Path directory) {
        this.partition = directory.resolve(PARTITION);
    }

    /** @throws io.millrace.core.error.MillraceException {@code DATA_CORRUPT} naming the file and the byte */
    void check() throws IOException {
        if (!Files.isDirectory(partition)) {
            return;
        }
        List<Path> segments;
        try (Stream<Path> inside = Files.list(partition)) {
            segments = inside.filter(path -> path.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
        for (Path segment : segments) {
            check(segment, segment.equals(segments.get(segments.size() - 1)));
        }
    }

    /** The last segment may end in half a batch, which nobody was promised: the process was killed while writing it. */
    private static void check(Path segment, boolean isLast) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
        int good = 0;
        for (int next = batchEnd(bytes, good); next > 0; next = batchEnd(bytes, good)) {
            good = next;
        }
        if (good < bytes.limit() && (!isLast || holdsBatch(bytes, good + 1))) {
            throw BrokerStorage.corrupt("'" + segment + "' is damaged at byte " + good, null);
        }
    }

    private static boolean holdsBatch(ByteBuffer bytes, int from) {
        for (int at = from; at <= bytes.limit() - HEADER_BYTES; at++) {
            if (batchEnd(bytes, at) > 0) {
                return true;
            }
        }
        return false;
    }

    /** @return where the sound batch that begins at {@code at} ends; 0 if there is none */
    private static int batchEnd(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < HEADER_BYTES || bytes.get(at + MAGIC_AT) != MAGIC) {
            return 0;
        }
        long end = (long) at + LENGTH_AT + Integer.BYTES + bytes.getInt(at + LENGTH_AT);
        if (end < at + HEADER_BYTES || end > bytes.limit()) {
            return 0;
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.slice(at + CHECKED_FROM, (int) end - at - CHECKED_FROM));
        return (int) checksum.getValue() == bytes.getInt(at + CHECKSUM_AT) ? (int) end : 0;
    }
}
