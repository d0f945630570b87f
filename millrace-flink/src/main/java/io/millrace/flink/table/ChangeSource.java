package io.millrace.flink.table;

import java.io.Serializable;

/**
 * The table of a database whose changes a table reads.
 *
 * @param server as environments name it
 * @param schema in the database, e.g. {@code public}
 * @param table in the schema
 */
public record ChangeSource(String server, String schema, String table) implements Serializable {

    /** Of a table that is no database's. */
    public static final ChangeSource NONE = new ChangeSource("", "", "");

    /** The server of a table that names none. */
    public static final String MAIN = "main";

    private static final String TOPIC_PREFIX = "cdc";

    /** What topics of a server's changes begin with; {@code topic.prefix} of its connectors. */
    public static String topicPrefix(String server) {
        return server.equals(MAIN) ? TOPIC_PREFIX : TOPIC_PREFIX + "." + server;
    }

    /** Where Debezium writes the changes: it replaces what a topic's name cannot have. */
    public String topic() {
        String name = topicPrefix(server) + "." + schema + "." + table;
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** As messages and connectors name it. */
    public String qualified() {
        return schema + "." + table;
    }
}
