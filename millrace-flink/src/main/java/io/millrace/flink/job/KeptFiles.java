package io.millrace.flink.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of what was made before and can be made again: one that cannot be read or written only costs time. Several
 * processes may use it.
 */
public final class KeptFiles {

    private static final Logger LOGGER = LoggerFactory.getLogger(KeptFiles.class);

    /** With more files than this, those that are older than {@link #USEFUL} go. */
    private static final int MOST = 200;

    private static final Duration USEFUL = Duration.ofDays(7);

    private final Path folder;
    private final String suffix;

    /**
     * @param folder made with the first file
     * @param suffix of the files' names, with its dot
     */
    public KeptFiles(Path folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** @param fingerprint of what the content was made from */
    public Optional<byte[]> find(String fingerprint) {
        Path file = file(fingerprint);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("a kept file cannot be read");
            return Optional.empty();
        }
    }

    /** Replaces what is there, all at once. */
    public void keep(String fingerprint, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".tmp");
            try {
                Files.write(draft, content);
                Files.move(draft, file(fingerprint), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            forgetOld();
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("a file was not kept");
        }
    }

    /** Every edit of a pipeline leaves a file that may never be asked for again. */
    private void forgetOld() throws IOException {
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder)) {
            kept = files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
        if (kept.size() > MOST) {
            Instant oldest = Instant.now().minus(USEFUL);
            for (Path file : kept) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private Path file(String fingerprint) {
        return folder.resolve(fingerprint + suffix);
    }
}
