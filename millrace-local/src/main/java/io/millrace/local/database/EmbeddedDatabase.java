package io.millrace.local.database;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.local.data.FileTree;
import io.millrace.local.net.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on loopback, a process of its own that ends with this one. Its data stay. Durable: what it has committed is
 * on the disk. Ready for change capture.
 *
 * <p>The library that brings it is made for tests, and starts a database that forgets and asks for no password unless it
 * is told otherwise.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** The next after PostgreSQL's own, which a laptop often has taken. */
    public static final int DEFAULT_PORT = 5433;

    public static final String USER = "postgres";

    private static final String DATA = "data";

    /** There from before programs and data are made until the first good start. */
    private static final String MAKING = "making";

    /** The first start unpacks and makes the database; a start after a crash replays its log. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Logger LOGGER = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "wal_level", "logical",
            "max_replication_slots", "32",
            "max_wal_senders", "32",
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "");

    private final EmbeddedPostgres postgres;
    private final DatabasePassword password;
    private final boolean wasMoved;
    private final Process guard;

    private EmbeddedDatabase(EmbeddedPostgres postgres, DatabasePassword password, boolean wasMoved, Process guard) {
        this.postgres = postgres;
        this.password = password;
        this.wasMoved = wasMoved;
        this.guard = guard;
    }

    /**
     * Where it keeps what.
     *
     * @param directory its programs and its data, made if it is missing
     * @param passwordFile in the form of PostgreSQL's {@code .pgpass}, made if it is missing
     * @param log what the server writes is appended to it
     * @param port wanted; 0 means any. A taken port is left alone and another one used
     */
    public record Options(Path directory, Path passwordFile, Path log, int port) {}

    /** @throws MillraceException DATABASE_START with what PostgreSQL said */
    public static EmbeddedDatabase start(Options options) {
        Path data = options.directory().toAbsolutePath().resolve(DATA);
        try {
            Files.createDirectories(options.directory());
            LeftServer.stop(data);
            deleteHalfMade(options.directory());
            Files.createDirectories(data);
            DatabasePassword password = DatabasePassword.in(options.passwordFile());
            int port = FreePort.near(options.port());
            EmbeddedPostgres postgres = start(options, data, password, port);
            Files.deleteIfExists(options.directory().resolve(MAKING));
            Process guard;
            try {
                guard = LeftServer.guard(ProcessHandle.current().pid(), data);
            } catch (IOException e) {
                postgres.close();
                throw e;
            }
            return new EmbeddedDatabase(postgres, password, options.port() != 0 && port != options.port(), guard);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATABASE_START,
                    "PostgreSQL did not start in '%s': %s%s".formatted(data, e.getMessage(), lastLines(options.log())),
                    "look at " + options.log(),
                    e);
        }
    }

    /**
     * Stops the server that an earlier run has left in a directory, if there is one.
     *
     * @throws MillraceException DATABASE_START if it does not end
     */
    public static void stopLeft(Path directory) {
        try {
            LeftServer.stop(directory.toAbsolutePath().resolve(DATA));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATABASE_START,
                    "the database in '%s' cannot be stopped: %s".formatted(directory, e.getMessage()),
                    "end that process, and start again",
                    e);
        }
    }

    private static EmbeddedPostgres start(Options options, Path data, DatabasePassword password, int port)
            throws IOException {
        Path told = password.forInitdb(options.directory());
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(options.directory().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    // these are not of the locale, but go to initdb as they are
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", told.toString())
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setConnectConfig("password", password.text())
                    .setOutputRedirector(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                    .setErrorRedirector(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()));
            SETTINGS.forEach(builder::setServerConfig);
            return builder.start();
        } catch (IOException | RuntimeException | ExceptionInInitializerError e) {
            // the library may have started it already
            LeftServer.stop(data);
            throw new IOException(e.getMessage() == null ? String.valueOf(e.getCause()) : e.getMessage(), e);
        } finally {
            Files.deleteIfExists(told);
        }
    }

    /** A kill or a full disk while they are made leaves programs and data that look whole. */
    private static void deleteHalfMade(Path directory) throws IOException {
        Path making = directory.resolve(MAKING);
        if (Files.exists(making) || !Files.exists(directory.resolve(DATA))) {
            try (Stream<Path> inside = Files.list(directory)) {
                for (Path each : inside.filter(path -> !path.equals(making)).toList()) {
                    FileTree.delete(each);
                }
            }
            Files.writeString(making, "");
        }
    }

    private static String lastLines(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty()
                    ? ""
                    : "; its log ends with: "
                            + String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /** Whether the wanted port was taken. */
    public boolean wasMoved() {
        return wasMoved;
    }

    /** Where it is, under the names that PostgreSQL's own clients know; the password among them. */
    public Map<String, String> variables() {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                String.valueOf(port()),
                "PGUSER",
                USER,
                "PGDATABASE",
                USER,
                "PGPASSWORD",
                password.text());
    }

    /**
     * As the superuser.
     *
     * @throws MillraceException DATABASE_UNREACHABLE
     */
    public Connection connect() {
        try {
            return postgres.getPostgresDatabase().getConnection();
        } catch (SQLException e) {
            throw new MillraceException(
                    ErrorCode.DATABASE_UNREACHABLE,
                    "PostgreSQL on 127.0.0.1:%d does not answer: %s".formatted(port(), e.getMessage()),
                    "look at logs/postgres.log in the data directory",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            LOGGER.atWarn().setCause(e).log("PostgreSQL was not stopped cleanly; the next start recovers it");
        } finally {
            guard.destroy();
        }
    }
}
