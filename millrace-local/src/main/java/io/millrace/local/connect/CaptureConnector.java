package io.millrace.local.connect;

import io.millrace.flink.json.Unsent;
import io.millrace.flink.table.ChangeSource;
import io.millrace.flink.table.HeartbeatTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A connector that Millrace makes to capture tables.
 *
 * @param name of the connector
 * @param tables as Debezium names them
 */
record CaptureConnector(String name, List<String> tables) {

    /** What the names of all of them begin with; the first has no more. */
    static final String PREFIX = "millrace-" + ChangeSource.MAIN;

    static final String TABLES = "table.include.list";

    CaptureConnector {
        tables = List.copyOf(tables);
    }

    /** Of its slot, its publication and its heartbeats; a slot's name has no hyphen. */
    String slot() {
        return name.replace('-', '_');
    }

    HeartbeatTopic heartbeats() {
        return new HeartbeatTopic(ChangeSource.topicPrefix(ChangeSource.MAIN) + ".message", slot());
    }

    /** Whether a connector of this name and configuration is one of these, and not somebody's own. */
    static boolean isOne(String name, Map<String, String> config) {
        String slot = name.replace('-', '_');
        return (name.equals(PREFIX) || name.startsWith(PREFIX + "-"))
                && slot.equals(config.get("slot.name"))
                && slot.equals(config.get("publication.name"));
    }

    /** A table in Debezium's list, whose entries are regular expressions, divided by commas. */
    static String listed(ChangeSource table) {
        return escaped(table.schema()) + "\\." + escaped(table.table());
    }

    private static String escaped(String name) {
        return name.chars()
                .mapToObj(unit -> Character.isLetterOrDigit(unit) || unit == '_'
                        ? String.valueOf((char) unit)
                        : "\\x{%x}".formatted(unit))
                .collect(Collectors.joining());
    }

    /** As Connect takes it; what is secret is a reference. */
    Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        config.put("database.hostname", reference("PGHOST"));
        config.put("database.port", reference("PGPORT"));
        config.put("database.user", reference("PGUSER"));
        config.put("database.password", reference("PGPASSWORD"));
        config.put("database.dbname", reference("PGDATABASE"));
        config.put("topic.prefix", ChangeSource.topicPrefix(ChangeSource.MAIN));
        config.put(TABLES, String.join(",", tables));
        config.put("plugin.name", "pgoutput");
        config.put("slot.name", slot());
        config.put("publication.name", slot());
        // made for these tables and no others, before the connector is
        config.put("publication.autocreate.mode", "disabled");
        config.put("snapshot.mode", "initial");
        // exactly what the database has
        config.put("decimal.handling.mode", "string");
        config.put("time.precision.mode", "isostring");
        config.put("interval.handling.mode", "string");
        config.put("hstore.handling.mode", "json");
        config.put("include.unknown.datatypes", "true");
        config.put("unavailable.value.placeholder", Unsent.PLACEHOLDER);
        // a key in a header looks as it does in a record
        config.put("header.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("header.converter.schemas.enable", "false");
        config.put("extended.headers.enabled", "false");
        config.put("skipped.operations", "none");
        // rather than go on with an empty value
        config.put("event.converting.failure.handling.mode", "fail");
        // topics are not compacted, which is what these marks are for
        config.put("tombstones.on.delete", "false");
        // positions that the slot has lost are a failure, never skipped over
        config.put("offset.mismatch.strategy", "trust_offset");
        // a message in the log moves the slot on while the tables are quiet, and tells how far the changes are read
        config.put("heartbeat.interval.ms", "1000");
        config.put(
                "heartbeat.action.query",
                "SELECT pg_logical_emit_message(false, '%s', extract(epoch FROM clock_timestamp())::text)"
                        .formatted(slot()));
        config.put("message.prefix.include.list", slot());
        config.put("poll.interval.ms", "10");
        config.put("retriable.restart.connector.wait.ms", "1000");
        // the names of its figures in this process; without, a second connector waits for the first one's to go
        config.put("custom.metric.tags", "connector=" + name);
        config.put("topic.creation.default.replication.factor", "-1");
        config.put("topic.creation.default.partitions", "1");
        config.put("topic.creation.default.retention.ms", "86400000");
        return config;
    }

    private static String reference(String variable) {
        return "${" + LocalVariables.NAME + ":" + variable + "}";
    }
}
