package io.millrace.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * The process's log: nothing until {@link #open}, then {@code <data>/logs/<name>.log}. The terminal belongs to the user
 * and gets no log lines, but warnings when asked for.
 */
public final class Logs implements AutoCloseable {

    /** The engines say too much on the way: configurations in full, every checkpoint, every partition. */
    private static final Map<String, Level> LEVELS = Map.ofEntries(
            Map.entry("org.apache.kafka", Level.WARN),
            Map.entry("kafka", Level.WARN),
            Map.entry("state.change.logger", Level.WARN),
            Map.entry("org.apache.pekko", Level.WARN),
            Map.entry("org.apache.flink.api.java.typeutils", Level.WARN),
            Map.entry("org.apache.flink.metrics", Level.ERROR),
            Map.entry("org.apache.flink.runtime.checkpoint", Level.WARN),
            Map.entry("org.apache.flink.runtime.metrics", Level.ERROR),
            Map.entry("org.apache.flink.connector.kafka", Level.WARN),
            Map.entry("org.apache.flink.streaming.api.graph", Level.WARN));

    /** What this package logs has already been on the terminal, in better words. */
    private static final String SHOWN_TO_THE_USER = "io.millrace.cli.error";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private Optional<Path> file = Optional.empty();

    /** Where the log is; empty before {@link #open}. */
    public Optional<Path> file() {
        return file;
    }

    /**
     * Starts logging to a file, made with its directories if need be.
     *
     * @param name of the file, without {@code .log}; commands that may run at the same time need different ones
     * @param verbose warnings and errors also go to standard error
     * @throws MillraceException if the file cannot be written
     */
    public void open(Path data, String name, boolean verbose) {
        Path logs = data.resolve("logs");
        Path log = logs.resolve(name + ".log");
        makeDirectories(data, logs, log);
        file = Optional.of(log);
        LogManager.getLogManager().reset();
        LoggerContext context = context();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        Appender<ILoggingEvent> toFile = Appenders.file(context, log);
        root.addAppender(toFile);
        if (verbose) {
            root.addAppender(Appenders.warnings(context));
        }
        Logger shown = context.getLogger(SHOWN_TO_THE_USER);
        shown.setAdditive(false);
        shown.addAppender(toFile);
        LEVELS.forEach((logger, level) -> context.getLogger(logger).setLevel(level));
    }

    /** Flushes and closes the file. */
    @Override
    public void close() {
        if (file.isPresent()) {
            context().stop();
        }
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static void makeDirectories(Path data, Path logs, Path log) {
        refuseForeign(data, log);
        try {
            boolean isNew = !Files.isDirectory(data);
            Files.createDirectories(logs);
            if (isNew) {
                Files.setPosixFilePermissions(data, OWNER_ONLY);
            }
            Files.newByteChannel(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException cause) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "cannot write to the data directory '" + data + "' (" + cause + ")",
                    "make it writable, or name another one with --data DIR",
                    cause);
        }
    }

    /** A mistyped {@code --data} must leave no trace in somebody's own directory. */
    private static void refuseForeign(Path data, Path log) {
        if (Files.exists(log) || Files.exists(data.resolve("lock")) || !Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> inside = Files.list(data)) {
            inside.findAny().ifPresent(found -> {
                throw new MillraceException(
                        ErrorCode.USAGE,
                        "'" + data + "' is no data directory of Millrace: it holds '" + found.getFileName() + "'",
                        "name a new or empty directory with --data DIR");
            });
        } catch (IOException unreadable) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "cannot read the data directory '" + data + "' (" + unreadable + ")",
                    "make it readable and writable, or name another one with --data DIR",
                    unreadable);
        }
    }
}
