package io.millrace.flink.table;

import io.millrace.flink.format.ValueFormat;
import io.millrace.flink.json.KeyFormat;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.table.types.logical.RowType;

/**
 * A table bound to a topic.
 *
 * @param name in the SQL
 * @param type of the physical columns, in declared order
 * @param keyColumns indexes into {@code type} of the columns that make up the record key, in declared order; empty for
 *     none
 * @param keyFormat how the record key is written
 * @param isUpsert whether the table has a primary key: a record replaces the one before with its key, null deletes it
 * @param format how the record value is written
 * @param maxBytes the greatest value that is decoded
 * @param isKeyOrdered whether the topic is said to keep each key's records in the order of their event times
 * @param source whose changes the records are; {@link ChangeSource#NONE} for records that are rows
 */
public record StreamTable(
        String name,
        String topic,
        RowType type,
        List<Integer> keyColumns,
        KeyFormat keyFormat,
        boolean isUpsert,
        ValueFormat format,
        int maxBytes,
        boolean isKeyOrdered,
        ChangeSource source)
        implements Serializable {

    public StreamTable {
        keyColumns = List.copyOf(keyColumns);
    }

    /** A table whose records are rows. */
    public StreamTable(
            String name,
            String topic,
            RowType type,
            List<Integer> keyColumns,
            KeyFormat keyFormat,
            boolean isUpsert,
            ValueFormat format,
            int maxBytes,
            boolean isKeyOrdered) {
        this(name, topic, type, keyColumns, keyFormat, isUpsert, format, maxBytes, isKeyOrdered, ChangeSource.NONE);
    }

    /** Whether its records are changes of a database. */
    public boolean isCaptured() {
        return !source.equals(ChangeSource.NONE);
    }

    /** The columns of the record key. */
    public RowType keyType() {
        return new RowType(
                keyColumns.stream().map(index -> type.getFields().get(index)).toList());
    }

    /** Where each key column stands in {@code columns}, or -1 where it does not. */
    public int[] keyPositions(int[] columns) {
        return keyColumns.stream().mapToInt(column -> indexOf(columns, column)).toArray();
    }

    private static int indexOf(int[] columns, int column) {
        for (int index = 0; index < columns.length; index++) {
            if (columns[index] == column) {
                return index;
            }
        }
        return -1;
    }
}
