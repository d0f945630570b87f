package io.millrace.flink.program;

import io.millrace.core.error.SourceLocation;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows that a program asked for. The planner selects them into a sink of this name, which hands them over, so that a
 * program shares a table's source with the SQL.
 *
 * @param program the simple name of its class
 * @param number tells the reads of one table by one program apart, from 1
 * @param type of the rows, in which every column may be null
 * @param isInsertOnly whether the program cannot be told that a row replaces or deletes another
 * @param at the call that asked
 */
record ProgramRead(String program, String table, int number, RowType type, boolean isInsertOnly, SourceLocation at) {

    /** Stands in compiled plans. */
    String name() {
        return program + "/" + table + "/" + number;
    }

    /** Of the operator that makes of the rows what the program gets. */
    String uid() {
        return "program-read-" + name();
    }

    /** What fills the sink. */
    String insert() {
        List<String> columns = type.getFieldNames();
        return "INSERT INTO %s SELECT %s FROM %s"
                .formatted(
                        quoted(name()),
                        columns.stream().map(ProgramRead::quoted).collect(Collectors.joining(", ")),
                        quoted(table));
    }

    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
