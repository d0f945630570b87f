package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;

/** Writes values of one type. Stateless. */
interface ColumnWriter {

    /**
     * Writes a JSON value.
     *
     * @param value in Flink's internal form, not null
     * @throws ValueFault if JSON cannot hold it
     */
    void write(JsonWriter out, Object value);

    /** A type whose values also have a form as plain text: in record keys and in the keys of a MAP. */
    interface Scalar extends ColumnWriter {

        /** Writes the text alone, neither quoted nor escaped. */
        void writePlain(JsonWriter out, Object value);

        /** Writes a JSON text. */
        default void writeQuoted(JsonWriter out, Object value) {
            out.put('"');
            writePlain(out, value);
            out.put('"');
        }
    }
}
