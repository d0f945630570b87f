package io.millrace.local.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.local.RunListener;
import io.millrace.local.data.DataDirectory;
import io.millrace.local.database.EmbeddedDatabase;
import io.millrace.postgres.script.DatabaseScripts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Starts the database if a pipeline needs one; and applies the pipelines' scripts, once all of them can be planned. */
final class DatabaseLaunch {

    private final DataDirectory data;
    private final OptionalInt portBase;
    private final RunListener listener;

    /** @param portBase the database listens on the next port; 0 means any */
    DatabaseLaunch(DataDirectory data, OptionalInt portBase, RunListener listener) {
        this.data = data;
        this.portBase = portBase;
        this.listener = listener;
    }

    /** @throws MillraceException DATABASE_START; nothing is left running then */
    Optional<EmbeddedDatabase> start(List<Pipeline> pipelines) {
        if (pipelines.stream().noneMatch(Pipeline::needsDatabase)) {
            return Optional.empty();
        }
        int port = portBase.isEmpty()
                ? EmbeddedDatabase.DEFAULT_PORT
                : portBase.getAsInt() == 0 ? 0 : portBase.getAsInt() + 1;
        EmbeddedDatabase database = EmbeddedDatabase.start(new EmbeddedDatabase.Options(
                data.postgres(), data.databasePassword(), data.logs().resolve("postgres.log"), port));
        listener.progress("PostgreSQL on 127.0.0.1:%d, user and database %s, password in %s%s"
                .formatted(
                        database.port(),
                        EmbeddedDatabase.USER,
                        data.databasePassword(),
                        database.wasMoved() ? " (port " + port + " was taken)" : ""));
        return Optional.of(database);
    }

    /** @throws MillraceException DATABASE_SCRIPT, DATABASE_UNREACHABLE */
    void apply(List<Pipeline> pipelines, EmbeddedDatabase database) {
        pipelines.forEach(pipeline -> apply(pipeline, database));
    }

    private void apply(Pipeline pipeline, EmbeddedDatabase database) {
        if (pipeline.database().scripts().isEmpty()) {
            return;
        }
        try (Connection connection = database.connect()) {
            List<String> applied = new DatabaseScripts(connection)
                    .apply(pipeline.name(), pipeline.database().scripts());
            applied.forEach(
                    script -> listener.progress("applied database/" + script + " of pipeline " + pipeline.name()));
        } catch (SQLException e) {
            throw new MillraceException(
                    ErrorCode.DATABASE_UNREACHABLE,
                    "the connection to the database could not be closed: " + e.getMessage(),
                    "look at logs/postgres.log in the data directory",
                    e);
        }
    }
}
