package io.millrace.postgres.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.DatabaseScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Applies scripts of pipelines to a database, each once. What was applied is recorded in the database itself, in
 * {@code millrace.scripts}, in the same transaction: a script is applied whole or not at all.
 */
public final class DatabaseScripts {

    private static final String MAKE = """
            CREATE SCHEMA IF NOT EXISTS millrace;
            CREATE TABLE IF NOT EXISTS millrace.scripts (
              pipeline text, script text, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(),
              PRIMARY KEY (pipeline, script)
            )""";

    /** Held to the end of a transaction, so that no two processes apply one script; any number will do. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7219450)";

    private final Connection connection;

    /** @param connection of a user who may make schemas; the caller closes it */
    public DatabaseScripts(Connection connection) {
        this.connection = connection;
    }

    /**
     * Applies what was not applied yet, in the order given.
     *
     * @return names of the scripts that were applied now
     * @throws MillraceException DATABASE_SCRIPT if one cannot be applied, or was changed after it was;
     *     DATABASE_UNREACHABLE
     */
    public List<String> apply(String pipeline, List<DatabaseScript> scripts) {
        try {
            connection.setAutoCommit(false);
            makeRecord();
            Map<String, String> applied = applied(pipeline);
            refuseChanged(scripts, applied);
            refuseTransactions(scripts);
            List<String> now = new ArrayList<>();
            for (DatabaseScript script : scripts) {
                if (!applied.containsKey(script.name())) {
                    apply(pipeline, script);
                    now.add(script.name());
                }
            }
            return now;
        } catch (SQLException e) {
            throw new MillraceException(
                    ErrorCode.DATABASE_UNREACHABLE,
                    "the database does not take scripts: " + e.getMessage(),
                    "check that it runs, and that this user may make schemas and tables",
                    e);
        }
    }

    private void makeRecord() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            statement.execute(MAKE);
        }
        connection.commit();
    }

    private Map<String, String> applied(String pipeline) throws SQLException {
        Map<String, String> applied = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT script, sha256 FROM millrace.scripts WHERE pipeline = ?")) {
            select.setString(1, pipeline);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    applied.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        connection.commit();
        return applied;
    }

    /** All of them, before any is applied. */
    private static void refuseChanged(List<DatabaseScript> scripts, Map<String, String> applied) {
        List<Problem> changed = scripts.stream()
                .filter(script ->
                        !applied.getOrDefault(script.name(), digest(script)).equals(digest(script)))
                .map(
                        script -> Problem.at(
                                script.text().at(1, 0),
                                ErrorCode.DATABASE_SCRIPT,
                                "'%s' was changed after it was applied".formatted(script.name()),
                                "put the change into a new script, which is applied after it; or start with --wipe, which deletes the database and all other data"))
                .toList();
        if (!changed.isEmpty()) {
            throw new MillraceException(changed);
        }
    }

    private static void refuseTransactions(List<DatabaseScript> scripts) throws SQLException {
        List<Problem> problems = new ArrayList<>();
        for (DatabaseScript script : scripts) {
            ScriptStatement.of(script.text().text()).stream()
                    .filter(ScriptStatement::isOfTransaction)
                    .map(statement -> Problem.at(
                            script.text().at(statement.at()),
                            ErrorCode.DATABASE_SCRIPT,
                            "a script is applied in one transaction, and cannot begin or end one itself",
                            "leave the statement out"))
                    .forEach(problems::add);
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private void apply(String pipeline, DatabaseScript script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(LOCK);
            // before the script, which may become another user
            record(pipeline, script);
            for (ScriptStatement one : ScriptStatement.of(script.text().text())) {
                try {
                    statement.execute(one.sql());
                } catch (SQLException e) {
                    connection.rollback();
                    throw new MillraceException(List.of(problem(script, one, e)), e);
                }
            }
        }
        try {
            connection.commit();
        } catch (SQLException e) {
            // a constraint that waited for the end
            throw new MillraceException(
                    List.of(problem(script.text().at(1, 0), String.valueOf(e.getMessage()), null)), e);
        }
        forgetSettings();
    }

    private void record(String pipeline, DatabaseScript script) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO millrace.scripts (pipeline, script, sha256) VALUES (?, ?, ?)")) {
            insert.setString(1, pipeline);
            insert.setString(2, script.name());
            insert.setString(3, digest(script));
            insert.executeUpdate();
        }
    }

    /** What a script has set, such as {@code search_path}, is not for the next one. */
    private void forgetSettings() throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
        connection.setAutoCommit(false);
    }

    private static Problem problem(DatabaseScript script, ScriptStatement statement, SQLException failure) {
        ServerErrorMessage told = failure instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (told == null) {
            return problem(script.text().at(statement.at()), String.valueOf(failure.getMessage()), null);
        }
        // PostgreSQL counts characters from 1; 0 is nowhere in particular
        int within = told.getPosition() > 0 ? statement.sql().offsetByCodePoints(0, told.getPosition() - 1) : 0;
        return problem(
                script.text().at(statement.at() + within),
                "%s (SQLSTATE %s)".formatted(told.getMessage(), told.getSQLState()),
                told.getHint());
    }

    private static Problem problem(SourceLocation place, String message, @Nullable String hint) {
        return Problem.at(
                place,
                ErrorCode.DATABASE_SCRIPT,
                "PostgreSQL refused the script, and nothing of it was applied: " + message,
                hint == null ? "correct it and start again" : hint);
    }

    private static String digest(DatabaseScript script) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(script.text().text().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
