package io.millrace.flink.json;

import io.millrace.flink.format.ValueFault;
import org.apache.flink.table.types.logical.LogicalType;

/**
 * Text whose parts are values as they stand in JSON, but without quotes and escapes: the fields of CSV, the only column
 * of raw text. Used again for each value; for one thread.
 */
public final class PlainText {

    private final KeyHash hash = new KeyHash();
    private final JsonScanner in;

    /** @param maxBytes a longer value is refused */
    public PlainText(int maxBytes) {
        in = new JsonScanner(JsonLimits.of(maxBytes), hash);
    }

    /** @throws ValueFault LIMIT_SIZE, or DECODE_UTF8 if any of it is no UTF-8 */
    public void load(byte[] value) {
        in.beginPlain(value);
    }

    /**
     * A copy of the value, behind it some zeros. May be changed, to take quotes and escapes out; not to be kept.
     */
    public byte[] text() {
        return in.text();
    }

    public int end() {
        return in.end();
    }

    /**
     * Where the text begins, behind a byte order mark if there is one.
     *
     * @throws ValueFault DECODE_UTF8 if the value is UTF-16 or UTF-32
     */
    public int start() {
        return in.start();
    }

    /** Part of the value as it came, printable and cut where it is long. */
    public String quote(int from, int to) {
        return in.quote(from, to);
    }

    /** @param type without parts: {@link #holds} */
    public PlainReader reader(LogicalType type) {
        return new PlainReader(in, new ColumnReaders(hash, false).scalar(type));
    }

    /** Whether values of the type have a form as plain text. */
    public static boolean holds(LogicalType type) {
        return JsonTypes.isScalar(type);
    }

    /** The type as users write it, without NOT NULL. */
    public static String name(LogicalType type) {
        return JsonTypes.name(type);
    }
}
