package io.millrace.core.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * A pipeline as its files say it; nothing of it has been planned.
 *
 * @param name unique in its environment, matches {@code [a-z0-9][a-z0-9_-]{0,62}}
 * @param source the directory or {@code .sql} file the user named
 * @param statements in the order of the script
 * @param java beside the script; not compiled
 * @param database beside the script; not applied
 */
public record Pipeline(
        String name,
        Path source,
        List<SqlStatement> statements,
        Policies policies,
        JavaFiles java,
        DatabaseFiles database) {

    public Pipeline {
        statements = List.copyOf(statements);
    }

    /** Whether it reads or writes tables of a database, or brings scripts for one. */
    public boolean needsDatabase() {
        return !database.isEmpty() || hasDatabaseTables();
    }

    /** Whether its script declares tables of a database. */
    public boolean hasDatabaseTables() {
        return DatabaseTables.areIn(statements);
    }

    /** A pipeline without files for databases. */
    public Pipeline(String name, Path source, List<SqlStatement> statements, Policies policies, JavaFiles java) {
        this(name, source, statements, policies, java, DatabaseFiles.NONE);
    }

    /** A pipeline of nothing but SQL. */
    public Pipeline(String name, Path source, List<SqlStatement> statements, Policies policies) {
        this(name, source, statements, policies, JavaFiles.NONE);
    }
}
