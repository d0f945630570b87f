package io.millrace.postgres.capture;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Suggestions;
import io.millrace.postgres.name.Names;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A database whose tables are captured. Does not own the connection. One thread. */
public final class SourceDatabase {

    private static final String COLUMNS = """
            SELECT a.attname, coalesce(a.attnum = ANY (i.indkey), false), c.relkind, a.attgenerated, c.relreplident
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary AND i.indimmediate
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""";

    /** As {@code pg_class.relkind} has it. */
    private static final String PLAIN = "r";

    /** As {@code pg_class.relreplident} has them. */
    private static final String BY_KEY = "d";

    private static final String FULL = "f";

    private final Connection connection;

    public SourceDatabase(Connection connection) {
        this.connection = connection;
    }

    /** @throws MillraceException CAPTURE_REFUSED with all that the tables lack, DATABASE_UNREACHABLE */
    public void check(List<WantedTable> tables) {
        List<Problem> problems = new ArrayList<>();
        try {
            for (WantedTable table : tables) {
                check(table, problems);
            }
        } catch (SQLException e) {
            throw unreachable(e);
        }
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private void check(WantedTable table, List<Problem> problems) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        List<String> generated = new ArrayList<>();
        String kind = PLAIN;
        String identity = "";
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, Names.quoted(table.schema(), table.table()));
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
                columns.add(rows.getString(1));
                kind = rows.getString(3);
                identity = rows.getString(5);
                if (!rows.getString(4).isEmpty()) {
                    generated.add(rows.getString(1));
                }
                if (rows.getBoolean(2)) {
                    key.add(rows.getString(1));
                }
            }
        }
        if (columns.isEmpty()) {
            problems.add(refused(
                    table,
                    "there is no table %s in the database".formatted(table.qualified()),
                    "make it, in a script in database/ for instance, or correct 'table'"));
            return;
        }
        if (!kind.equals(PLAIN)) {
            problems.add(refused(
                    table,
                    "%s of the database is no plain table".formatted(table.qualified()),
                    "capture plain tables, such as the partitions of a partitioned one"));
        }
        if (!identity.equals(BY_KEY) && !identity.equals(FULL)) {
            problems.add(refused(
                    table,
                    "the replica identity of table %s is neither its primary key nor the whole row"
                            .formatted(table.qualified()),
                    "set it with ALTER TABLE ... REPLICA IDENTITY DEFAULT: changes of a row are told by it"));
        }
        generated.stream()
                .filter(table.columns()::contains)
                .forEach(column -> problems.add(refused(
                        table,
                        "column \"%s\" of table %s is generated, and PostgreSQL does not send those"
                                .formatted(column, table.qualified()),
                        "leave it out, and compute it in the query")));
        for (String column : table.columns()) {
            if (!columns.contains(column)) {
                String hint = Suggestions.nearest(column, columns)
                        .map(near -> "did you mean \"" + near + "\"? ")
                        .orElse("");
                problems.add(refused(
                        table,
                        "table %s of the database has no column \"%s\"".formatted(table.qualified(), column),
                        hint + "it has " + columns));
            }
        }
        if (!new HashSet<>(key).equals(new HashSet<>(table.key()))) {
            problems.add(refused(
                    table,
                    key.isEmpty()
                            ? "table %s of the database has no primary key that is checked at once"
                                    .formatted(table.qualified())
                            : "table %s of the database has the primary key %s, and %s is declared"
                                    .formatted(table.qualified(), key, table.key()),
                    key.isEmpty()
                            ? "give it one: changes of a row are told by it"
                            : "declare PRIMARY KEY (%s) NOT ENFORCED".formatted(String.join(", ", key))));
        }
    }

    private static Problem refused(WantedTable table, String message, String remedy) {
        return Problem.of(ErrorCode.CAPTURE_REFUSED, "table \"%s\": %s".formatted(table.declared(), message), remedy);
    }

    /**
     * Makes a publication of these tables and no others, or changes it to that.
     *
     * @throws MillraceException CAPTURE_REFUSED with what PostgreSQL said
     */
    public void publish(String publication, List<WantedTable> tables) {
        String names = tables.stream()
                .map(table -> Names.quoted(table.schema(), table.table()))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            String name = Names.quoted(publication);
            statement.execute(
                    exists(publication)
                            ? "ALTER PUBLICATION " + name + " SET TABLE " + names
                            : "CREATE PUBLICATION " + name + " FOR TABLE " + names);
        } catch (SQLException e) {
            throw new MillraceException(
                    ErrorCode.CAPTURE_REFUSED,
                    "the publication \"%s\" of %s cannot be made: %s"
                            .formatted(
                                    publication,
                                    tables.stream().map(WantedTable::qualified).toList(),
                                    e.getMessage()),
                    "the user must own the tables and may create in the database",
                    e);
        }
    }

    private boolean exists(String publication) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM pg_publication WHERE pubname = ?")) {
            statement.setString(1, publication);
            return statement.executeQuery().next();
        }
    }

    /**
     * Tables that a publication does not have: one that was dropped and made again is another table.
     *
     * @throws MillraceException DATABASE_UNREACHABLE
     */
    public List<WantedTable> unpublished(String publication, List<WantedTable> tables) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM pg_publication_tables WHERE pubname = ? AND schemaname = ? AND tablename = ?")) {
            List<WantedTable> missing = new ArrayList<>();
            for (WantedTable table : tables) {
                statement.setString(1, publication);
                statement.setString(2, table.schema());
                statement.setString(3, table.table());
                if (!statement.executeQuery().next()) {
                    missing.add(table);
                }
            }
            return missing;
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** Drops a slot that nobody uses, if there is one; with it goes what the database kept for it. */
    public void dropSlot(String slot) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ? AND NOT active")) {
            statement.setString(1, slot);
            statement.execute();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /**
     * How a slot does.
     *
     * @return empty if there is none of the name
     * @throws MillraceException DATABASE_UNREACHABLE
     */
    public Optional<Slot> slot(String name) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT active, coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint FROM pg_replication_slots WHERE slot_name = ?")) {
            statement.setString(1, name);
            ResultSet rows = statement.executeQuery();
            return rows.next() ? Optional.of(new Slot(rows.getBoolean(1), rows.getLong(2))) : Optional.empty();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private static MillraceException unreachable(SQLException e) {
        return new MillraceException(
                ErrorCode.DATABASE_UNREACHABLE,
                "the database does not answer as it should: " + e.getMessage(),
                "look at logs/postgres.log in the data directory",
                e);
    }
}
