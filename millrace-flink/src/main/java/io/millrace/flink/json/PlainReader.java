package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;

/** Reads values of one type from parts of a {@link PlainText}. */
public final class PlainReader {

    private final JsonScanner in;
    private final ColumnReader.Scalar reader;

    PlainReader(JsonScanner in, ColumnReader.Scalar reader) {
        this.in = in;
        this.reader = reader;
    }

    /**
     * Reads one value.
     *
     * @param to where the part ends; no byte of a number may stand there
     * @param quoteTo where it ends in the value as it came, from {@code quoteFrom} on: for messages
     * @return in Flink's internal form
     * @throws ValueFault if the text is none of the type
     */
    public Object read(int from, int to, int quoteFrom, int quoteTo) {
        in.takePlain(quoteFrom, quoteTo);
        return reader.fromPlain(in, from, to);
    }

    /** The type as users write it, for messages. */
    public String expected() {
        return reader.expected();
    }
}
