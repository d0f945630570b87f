package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;

/** Turns JSON values into Flink's internal form of one type. Used by one thread. */
interface ColumnReader {

    /**
     * Reads the value at the scanner's position, which is not {@code null}, and leaves the scanner behind it.
     *
     * @throws ValueFault if the value is no JSON or does not fit the type
     */
    Object read(JsonScanner in);

    /** The type as users write it, for messages. */
    String expected();

    /** A type whose values also have a form as plain text: in record keys and in the keys of a MAP. */
    interface Scalar extends ColumnReader {

        /**
         * Takes text of the scanner's document; what stands at {@code to} is no part of it.
         *
         * @throws ValueFault if the text is none of the type
         */
        Object fromText(JsonScanner in, int from, int to);

        /** Likewise, where nothing tells text from number: what JSON writes without quotes is taken as well. */
        default Object fromPlain(JsonScanner in, int from, int to) {
            return fromText(in, from, to);
        }
    }
}
