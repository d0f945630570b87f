package io.millrace.local.connect;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.flink.table.ChangeSource;
import io.millrace.flink.table.HeartbeatTopic;
import io.millrace.flink.table.StreamTable;
import io.millrace.local.database.EmbeddedDatabase;
import io.millrace.postgres.capture.SourceDatabase;
import io.millrace.postgres.capture.WantedTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has the tables of the local database captured that pipelines read. A table is captured once, whoever reads it, by the
 * connector that took it first; tables that are wanted later get a connector of their own, which takes a snapshot of them
 * and leaves the others alone.
 */
public final class LocalCaptures {

    private final Map<ChangeSource, List<WantedTable>> wanted = new HashMap<>();

    /** @param inputs of all pipelines; those that are no tables of a database are left out */
    public LocalCaptures(Collection<StreamTable> inputs) {
        inputs.stream().filter(StreamTable::isCaptured).forEach(input -> wanted.computeIfAbsent(
                        input.source(), source -> new ArrayList<>())
                .add(wanted(input)));
    }

    private static WantedTable wanted(StreamTable input) {
        return new WantedTable(
                input.name(),
                input.source().schema(),
                input.source().table(),
                input.type().getFieldNames(),
                input.keyType().getFieldNames());
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /**
     * Makes the connectors that are missing, and returns once all run.
     *
     * @param running gets the name of each, with what it captures
     * @throws MillraceException CAPTURE_REFUSED, CONNECT_FAILED, DATABASE_UNREACHABLE
     */
    public Captured apply(EmbeddedConnect connect, EmbeddedDatabase database, Consumer<String> running) {
        if (wanted.isEmpty()) {
            return Captured.NOTHING;
        }
        refuseOneTopicForTwo();
        ConnectClient client = new ConnectClient(connect.address());
        List<String> names = client.names();
        try (Connection connection = database.connect()) {
            SourceDatabase source = new SourceDatabase(connection);
            source.check(wanted.values().stream().flatMap(List::stream).toList());
            Map<ChangeSource, CaptureConnector> by = captured(present(client, names));
            refuseUnpublished(source, by);
            Set.copyOf(by.values()).forEach(connector -> {
                client.resume(connector.name());
                client.apply(connector.name(), connector.config());
            });
            List<ChangeSource> missing = wanted.keySet().stream()
                    .filter(table -> !by.containsKey(table))
                    .sorted(Comparator.comparing(ChangeSource::qualified))
                    .toList();
            if (!missing.isEmpty()) {
                CaptureConnector made = new CaptureConnector(
                        free(names),
                        missing.stream().map(CaptureConnector::listed).toList());
                source.dropSlot(made.slot());
                source.publish(made.slot(), missing.stream().map(this::first).toList());
                client.make(made.name(), made.config());
                missing.forEach(table -> by.put(table, made));
            }
            Set.copyOf(by.values())
                    .forEach(connector ->
                            running.accept(connector.name() + " captures " + String.join(", ", of(connector, by))));
            Map<String, HeartbeatTopic> heartbeats = new HashMap<>();
            Map<String, List<WantedTable>> tables = new HashMap<>();
            by.forEach((table, connector) -> {
                heartbeats.put(table.topic(), connector.heartbeats());
                tables.computeIfAbsent(connector.slot(), slot -> new ArrayList<>())
                        .add(first(table));
            });
            return new Captured(heartbeats, tables);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection that was used could not be closed", e);
        }
    }

    private WantedTable first(ChangeSource table) {
        return Objects.requireNonNull(wanted.get(table)).get(0);
    }

    private static List<String> of(CaptureConnector connector, Map<ChangeSource, CaptureConnector> by) {
        return by.entrySet().stream()
                .filter(entry -> entry.getValue().equals(connector))
                .map(entry -> entry.getKey().qualified())
                .sorted()
                .toList();
    }

    /** Names of topics have fewer characters than those of tables. */
    private void refuseOneTopicForTwo() {
        Map<String, ChangeSource> byTopic = new HashMap<>();
        for (ChangeSource table : wanted.keySet()) {
            ChangeSource other = byTopic.put(table.topic(), table);
            if (other != null) {
                throw new MillraceException(
                        ErrorCode.CAPTURE_REFUSED,
                        "tables %s and %s would have their changes in one topic, %s"
                                .formatted(other.qualified(), table.qualified(), table.topic()),
                        "rename one of them in the database, or capture it with a connector of your own");
            }
        }
    }

    private Map<ChangeSource, CaptureConnector> captured(List<CaptureConnector> present) {
        Map<ChangeSource, CaptureConnector> by = new HashMap<>();
        wanted.keySet().forEach(table -> present.stream()
                .filter(connector -> connector.tables().contains(CaptureConnector.listed(table)))
                .findFirst()
                .ifPresent(connector -> by.put(table, connector)));
        return by;
    }

    /** A table that was dropped and made again is another one, of which the connector hears nothing. */
    private void refuseUnpublished(SourceDatabase source, Map<ChangeSource, CaptureConnector> by) {
        List<Problem> problems = new ArrayList<>();
        by.forEach((table, connector) -> source.unpublished(connector.slot(), List.of(first(table)))
                .forEach(missing -> problems.add(Problem.of(
                        ErrorCode.CAPTURE_REFUSED,
                        "table \"%s\": publication %s has no table %s any more: it was dropped and made again"
                                .formatted(missing.declared(), connector.slot(), missing.qualified()),
                        "have it captured anew: delete connector %s, its slot, publication and topics as docs/capture.md says, and start with --fresh"
                                .formatted(connector.name())))));
        if (!problems.isEmpty()) {
            throw new MillraceException(problems);
        }
    }

    private static List<CaptureConnector> present(ConnectClient client, List<String> names) {
        List<CaptureConnector> present = new ArrayList<>();
        for (String name : names) {
            Map<String, String> config = client.config(name);
            if (CaptureConnector.isOne(name, config)) {
                present.add(new CaptureConnector(
                        name,
                        List.of(config.getOrDefault(CaptureConnector.TABLES, "").split(","))));
            }
        }
        return present;
    }

    private static String free(List<String> taken) {
        String name = CaptureConnector.PREFIX;
        for (int number = 2; taken.contains(name); number++) {
            name = CaptureConnector.PREFIX + "-" + number;
        }
        return name;
    }
}
