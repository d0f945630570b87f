package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Knows the header line of a file that was sent line by line: where all columns are text it would pass for a row. The
 * name alone of an only column is taken for a value.
 */
final class CsvHeader {

    private final byte[] bare;
    private final byte[] quoted;

    CsvHeader(CsvFormat format, List<String> names) {
        String delimiter = Character.toString(format.delimiter());
        String between = format.quote() + delimiter + format.quote();
        boolean canBe = names.size() > 1;
        bare = canBe ? utf8(String.join(delimiter, names)) : new byte[0];
        quoted = canBe ? utf8(format.quote() + String.join(between, names) + format.quote()) : new byte[0];
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ValueFault DECODE_SHAPE if the value is the header */
    void refuse(PlainText in) {
        byte[] text = in.text();
        int from = in.start();
        int to = in.end();
        if (to - from < bare.length) {
            return;
        }
        while (to > from && (text[to - 1] == '\n' || text[to - 1] == '\r')) {
            to--;
        }
        if (to > from
                && (Arrays.equals(text, from, to, bare, 0, bare.length)
                        || Arrays.equals(text, from, to, quoted, 0, quoted.length))) {
            throw new ValueFault(RejectReason.DECODE_SHAPE, "the record is a header line, it names the columns");
        }
    }
}
