package io.millrace.flink.api;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.types.Row;

/**
 * The tables of a pipeline, as streams for its Java.
 *
 * <p>Reading is the SQL's own reading: one source for each table however many read it, and of its records only the rows,
 * late ones and rejects left out. Where the table has an event time, each element carries it as its timestamp, and
 * watermarks come as they do in SQL. Rows of one partition keep their order up to the next {@code keyBy}.
 */
public interface Streams {

    /**
     * Reads a table or view as objects. Only the columns that the class has are decoded.
     *
     * @param type a public record, or a public class with a public constructor without arguments; a component or field
     *     {@code orderId} or {@code order_id} stands for the column {@code order_id}
     * @param <T> what one row becomes
     */
    <T> DataStream<T> read(String table, Class<T> type);

    /**
     * Reads a table or view with all its columns; {@link Row#getKind} says what kind of change a row is. The only way to
     * read a table with a primary key, whose rows replace and delete others.
     */
    DataStream<Row> read(String table);

    /**
     * Writes a table that the script declares without a connector, with the pipeline's delivery.
     *
     * @param stream of objects as for reading, a column that the class does not have becoming NULL; or of {@link Row}s,
     *     whose kind may delete from a table with a primary key
     */
    void write(String table, DataStream<?> stream);
}
