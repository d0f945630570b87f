package io.millrace.flink.format;

import org.apache.flink.table.data.GenericRowData;

/** Turns the values of records into rows. Keeps buffers: made where it is used, for one thread. */
public interface ValueDecoder {

    /**
     * Decodes one value.
     *
     * @param into its first fields are set, one per wanted column; with false their content is undefined
     * @param failure is told why when the result is false
     * @return whether the value is a row of the table
     */
    boolean decode(byte[] value, GenericRowData into, DecodeFailure failure);

    /** How many fields of the value decoded last the table does not declare; of no meaning after a failure. */
    int undeclaredFields();
}
