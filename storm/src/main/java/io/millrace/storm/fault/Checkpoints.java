package io.millrace.storm.fault;

import io.millrace.storm.cluster.StormCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The complete checkpoints of a pipeline, as they lie on the disk. */
final class Checkpoints {

    private static final String PREFIX = "chk-";
    private static final String METADATA = "_metadata";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration STUCK = Duration.ofSeconds(3);

    private final Path kept;

    Checkpoints(StormCluster cluster, String pipeline) {
        this.kept = Path.of(cluster.environment().checkpoints()).resolve(pipeline);
    }

    /** Number of the newest; 0 if there is none. */
    long newest() throws IOException {
        return directory().map(Checkpoints::number).orElse(0L);
    }

    /**
     * Waits until no checkpoint follows the newest: its commits are on the way, and not there.
     *
     * @throws IllegalStateException if they follow one another all the same
     */
    void awaitHeldCommit() throws IOException, InterruptedException {
        long newest = newest();
        long since = System.nanoTime();
        long end = since + PATIENCE.toNanos();
        while (System.nanoTime() - since < STUCK.toNanos()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("commits are not held: checkpoints of '%s' go on".formatted(kept));
            }
            TimeUnit.MILLISECONDS.sleep(100);
            if (newest() != newest) {
                newest = newest();
                since = System.nanoTime();
            }
        }
    }

    /** Where the newest says what it consists of. */
    Path newestMetadata() throws IOException {
        return directory().orElseThrow().resolve(METADATA);
    }

    /** Looked for again when one was deleted in between. */
    private Optional<Path> directory() throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(kept)) {
                return files.filter(file -> String.valueOf(file.getFileName()).startsWith(PREFIX))
                        .filter(file -> Files.exists(file.resolve(METADATA)))
                        .max(Comparator.comparingLong(Checkpoints::number));
            } catch (UncheckedIOException e) {
                if (!(e.getCause() instanceof NoSuchFileException)) {
                    throw e;
                }
            }
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(String.valueOf(checkpoint.getFileName()).substring(PREFIX.length()));
    }
}
