package io.millrace.local.broker;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** The broker's directory: made and formatted once, then checked at every start and never repaired unasked. */
final class BrokerStorage {

    private static final String META = "meta.properties";

    /** What a start that was killed while formatting leaves behind: formatting again loses nothing. */
    private static final List<String> HARMLESS =
            List.of(META + ".tmp", "bootstrap.checkpoint", "bootstrap.checkpoint.tmp", ".lock");

    private final BrokerOptions options;

    BrokerStorage(BrokerOptions options) {
        this.options = options;
    }

    /** @throws MillraceException {@code DATA_UNWRITABLE}, {@code DISK_FULL} or {@code DATA_CORRUPT} */
    void prepare() {
        Path directory = options.directory();
        try {
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw unwritable(directory, "no permission", null);
            }
            checkSpace();
            if (Files.exists(directory.resolve(META))) {
                checkMeta();
                new MetadataLog(directory).check();
                return;
            }
            checkEmpty();
            format();
        } catch (IOException e) {
            throw unwritable(directory, e.toString(), e);
        }
    }

    private void checkSpace() throws IOException {
        long free = Files.getFileStore(options.directory()).getUsableSpace();
        if (free < options.minFreeBytes()) {
            throw diskFull(options.directory(), free, options.minFreeBytes(), null);
        }
    }

    private void checkMeta() throws IOException {
        Path file = options.directory().resolve(META);
        Properties meta = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            meta.load(reader);
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw corrupt("'" + file + "' cannot be read: " + e, e);
        }
        require(meta, "version", "1");
        require(meta, "node.id", String.valueOf(BrokerSettings.NODE_ID));
        String cluster = meta.getProperty("cluster.id", "");
        if (cluster.isBlank()) {
            throw corrupt("'" + file + "' holds no cluster.id", null);
        }
    }

    private void require(Properties meta, String key, String wanted) {
        String found = meta.getProperty(key, "");
        if (!found.equals(wanted)) {
            throw corrupt(
                    "'" + options.directory().resolve(META) + "' holds " + key + " '" + found + "', not '" + wanted
                            + "'",
                    null);
        }
    }

    private void checkEmpty() throws IOException {
        try (Stream<Path> inside = Files.list(options.directory())) {
            inside.map(path -> path.getFileName().toString())
                    .filter(name -> !HARMLESS.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw corrupt(
                                "'" + options.directory() + "' holds '" + name + "' but no " + META
                                        + ", so it is not known whose data it is",
                                null);
                    });
        }
    }

    private void format() throws IOException {
        String directory = options.directory().toString();
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setUnstableFeatureVersionsEnabled(false)
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setMetadataLogDirectory(directory)
                .addDirectory(directory);
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    static MillraceException corrupt(String message, @Nullable Throwable cause) {
        return new MillraceException(
                ErrorCode.DATA_CORRUPT,
                "Kafka's data are damaged: " + message,
                "put the file back from a copy, or run with --wipe, which deletes all local data;"
                        + " nothing has been deleted so far",
                cause);
    }

    static MillraceException diskFull(Path directory, long free, long needed, @Nullable Throwable cause) {
        return new MillraceException(
                ErrorCode.DISK_FULL,
                "the disk of '%s' has %d MiB left, and Kafka needs %d MiB"
                        .formatted(directory, free >> 20, needed >> 20),
                "free some space, or keep the data on another disk with --data DIR",
                cause);
    }

    static MillraceException unwritable(Path directory, String why, @Nullable Throwable cause) {
        return new MillraceException(
                ErrorCode.DATA_UNWRITABLE,
                "Kafka cannot write to '" + directory + "': " + why,
                "make the directory writable for this user, or name another with --data DIR",
                cause);
    }
}
