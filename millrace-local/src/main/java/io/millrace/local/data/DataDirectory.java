package io.millrace.local.data;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory {@code .millrace}: {@code kafka/}, {@code postgres/}, {@code pipelines/NAME/}, {@code logs/} and {@code tmp/}, for this
 * user's eyes only, with a {@code .gitignore} that keeps all of it out of repositories.
 *
 * <p><b>Lifecycle.</b> {@link #open} takes the directory for this process, {@link #close} gives it back, and so does
 * the end of the process in whatever way. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

    /** Leaves room for the lines that say what happened, after Kafka and checkpoints have stopped. */
    public static final long MIN_FREE_BYTES = 256L << 20;

    private static final Logger LOGGER = LoggerFactory.getLogger(DataDirectory.class);
    private static final String LOCK = "lock";
    private static final String RUN = "run.json";
    private static final String KAFKA = "kafka";
    private static final String POSTGRES = "postgres";
    private static final String PASSWORD = "pgpass";
    private static final String PIPELINES = "pipelines";
    private static final String LOGS = "logs";
    private static final String TEMPORARY = "tmp";
    private static final String IGNORE = ".gitignore";
    private static final Set<String> OURS =
            Set.of(LOCK, RUN, KAFKA, POSTGRES, PASSWORD, PIPELINES, LOGS, TEMPORARY, IGNORE);
    private static final Set<String> KEPT = Set.of(LOCK, LOGS, IGNORE);
    private static final String NAME = "[a-z0-9][a-z0-9_-]{0,62}";

    private final Path root;
    private final DirectoryLock lock;

    private DataDirectory(Path root, DirectoryLock lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is missing, takes it for this process, and empties {@code tmp/}.
     *
     * @throws MillraceException {@code DATA_IN_USE}, {@code DATA_UNWRITABLE}, or {@code USAGE} if the directory holds
     *     somebody else's files
     */
    public static DataDirectory open(Path directory) {
        Path root = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            refuseForeign(root);
            keepPrivate(root);
            DirectoryLock lock = DirectoryLock.take(root.resolve(LOCK), root.resolve(RUN));
            DataDirectory data = new DataDirectory(root, lock);
            data.prepare();
            return data;
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /** A mistyped {@code --data} must not make a home directory ours, to be wiped one day. */
    private static void refuseForeign(Path root) throws IOException {
        if (Files.exists(root.resolve(LOCK)) && Files.exists(root.resolve(IGNORE))) {
            return;
        }
        try (Stream<Path> inside = Files.list(root)) {
            Optional<String> foreign = inside.map(path -> path.getFileName().toString())
                    .filter(name -> !OURS.contains(name))
                    .findFirst();
            if (foreign.isPresent()) {
                throw new MillraceException(
                        ErrorCode.USAGE,
                        "'" + root + "' is no data directory of Millrace: it holds '" + foreign.get() + "'",
                        "name a new or empty directory with --data DIR");
            }
        }
    }

    private static void keepPrivate(Path directory) throws IOException {
        if (Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private void prepare() throws IOException {
        Files.writeString(root.resolve(IGNORE), "# Local data of Millrace; 'millrace run --wipe' deletes it.\n*\n");
        Files.deleteIfExists(root.resolve(RUN));
        FileTree.delete(temporary());
        for (Path directory : List.of(kafka(), root.resolve(PIPELINES), logs(), temporary())) {
            Files.createDirectories(directory);
        }
    }

    public Path root() {
        return root;
    }

    /** The broker's data. */
    public Path kafka() {
        return root.resolve(KAFKA);
    }

    /** The database's programs and data; made by whoever needs one. */
    public Path postgres() {
        return root.resolve(POSTGRES);
    }

    /** The database's password, in the form of PostgreSQL's {@code .pgpass}. */
    public Path databasePassword() {
        return root.resolve(PASSWORD);
    }

    public Path logs() {
        return root.resolve(LOGS);
    }

    /** Emptied whenever the directory is opened. */
    public Path temporary() {
        return root.resolve(TEMPORARY);
    }

    /**
     * State, checkpoints and compiled plans of a pipeline; made if it is missing.
     *
     * @throws MillraceException {@code DATA_UNWRITABLE}
     */
    public Path pipeline(String name) {
        try {
            return Files.createDirectories(pathOf(name));
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    private Path pathOf(String pipeline) {
        if (!pipeline.matches(NAME)) {
            throw new IllegalArgumentException("not a pipeline's name: '" + pipeline + "'");
        }
        return root.resolve(PIPELINES).resolve(pipeline);
    }

    /** Deletes what is kept of a pipeline; its topics are not touched. */
    public void forget(String pipeline) {
        try {
            FileTree.delete(pathOf(pipeline));
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /** Deletes all data. The logs stay: they are no data, and this process is writing one of them. */
    public void wipe() {
        try (Stream<Path> inside = Files.list(root)) {
            for (Path path : inside.toList()) {
                if (!KEPT.contains(path.getFileName().toString())) {
                    FileTree.delete(path);
                }
            }
            prepare();
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /** @throws MillraceException {@code DISK_FULL} if less than {@code minFreeBytes} can be written */
    public void checkSpace(long minFreeBytes) {
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < minFreeBytes) {
                throw new MillraceException(
                        ErrorCode.DISK_FULL,
                        "the disk of '%s' has %d MiB left, and %d MiB are needed"
                                .formatted(root, free >> 20, minFreeBytes >> 20),
                        "free some space, or keep the data on another disk with --data DIR");
            }
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /**
     * Tells other commands where this environment is reached, until it is closed.
     *
     * @param kafka e.g. {@code 127.0.0.1:9092}
     */
    public void announce(String kafka) {
        try {
            Endpoints.ofThisProcess(kafka).write(root.resolve(RUN));
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /** Where the environment that now uses {@code directory} is reached; empty if none runs. */
    public static Optional<Endpoints> running(Path directory) {
        try {
            return Endpoints.read(directory.resolve(RUN)).filter(Endpoints::isAlive);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static MillraceException unwritable(Path root, IOException cause) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "'" + root + "' cannot be written: " + cause,
                "make the directory writable for this user, or name another with --data DIR",
                cause);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(root.resolve(RUN));
            lock.close();
        } catch (IOException e) {
            LOGGER.atWarn()
                    .setCause(e)
                    .log("data directory was not given back cleanly; the end of the process does it");
        }
    }
}
