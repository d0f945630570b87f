package io.millrace.flink.json;

import io.millrace.core.reject.RejectReason;
import java.util.Arrays;
import org.apache.flink.table.data.binary.BinaryStringData;

/**
 * Reads CHAR, VARCHAR and STRING. Text that is too long is a fault, never cut; text shorter than its CHAR stays as it
 * came, since padding would change a value in silence and Flink compares CHAR without regard to it.
 */
final class TextReader implements ColumnReader.Scalar {

    private final int maxCharacters;
    private final String expected;
    private final boolean coerce;

    /** @param maxCharacters counted as code points, as Flink does */
    TextReader(int maxCharacters, String expected, boolean coerce) {
        this.maxCharacters = maxCharacters;
        this.expected = expected;
        this.coerce = coerce;
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public Object read(JsonScanner in) {
        if (in.current() == '"') {
            in.string();
            return fromText(in, in.textFrom(), in.textTo());
        }
        if (coerce && in.current() != '{' && in.current() != '[') {
            int from = in.position();
            in.scalar();
            return fromText(in, from, in.position());
        }
        throw in.wrongType(expected);
    }

    @Override
    public Object fromText(JsonScanner in, int from, int to) {
        byte[] text = in.text();
        if (to - from > maxCharacters) {
            int characters = Utf8.count(text, from, to);
            if (characters > maxCharacters) {
                throw in.fault(RejectReason.VALUE_LENGTH, expected, "it has %d characters".formatted(characters));
            }
        }
        return BinaryStringData.fromBytes(Arrays.copyOfRange(text, from, to));
    }
}
