package io.millrace.postgres.capture;

import java.util.List;

/**
 * A table of a database as a pipeline wants to capture it.
 *
 * @param declared its name in the pipeline, for messages
 * @param schema in the database
 * @param table in the schema
 * @param columns that the pipeline declares
 * @param key columns of the primary key that the pipeline declares
 */
public record WantedTable(String declared, String schema, String table, List<String> columns, List<String> key) {

    public WantedTable {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** As messages name it. */
    public String qualified() {
        return schema + "." + table;
    }
}
