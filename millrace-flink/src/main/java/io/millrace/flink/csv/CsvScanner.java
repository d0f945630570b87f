package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainText;

/**
 * Takes one record apart, field by field. Quotes and escapes are taken out in place, and a zero is put behind each
 * field: nothing is longer than its form in CSV. Zero is also what ends the record, so no loop checks for the end.
 */
final class CsvScanner {

    private final PlainText in;
    private final CsvFormat format;
    private byte[] text = new byte[0];
    private int position;
    private int rawFrom;
    private int from;
    private int to;
    private boolean isBare;
    private byte closing;

    CsvScanner(PlainText in, CsvFormat format) {
        this.in = in;
        this.format = format;
    }

    /** Stands before the first field of a loaded value. */
    void begin() {
        text = in.text();
        position = in.start();
        skipComments();
        if (position == in.end() || isLineEnd(text[position])) {
            throw new ValueFault(RejectReason.DECODE_EMPTY, "the value is empty, expected a CSV record");
        }
    }

    /** Where the field read last begins in {@link PlainText#text}. */
    int from() {
        return from;
    }

    /** Where it ends: a zero stands there. */
    int to() {
        return to;
    }

    /** Where it begins in the value as it came, quotes included. */
    int rawFrom() {
        return rawFrom;
    }

    int rawTo() {
        return position;
    }

    /** Whether it stood there without quotes and escapes. */
    boolean isBare() {
        return isBare;
    }

    /** Reads the field at the position, behind a delimiter if it is not the first. */
    void field() {
        rawFrom = position;
        isBare = true;
        boolean isQuoted = format.hasQuote() && text[position] == format.quote();
        if (isQuoted) {
            quoted();
        } else {
            bare();
        }
        closing = text[position];
        text[to] = 0;
    }

    /** Goes on behind a delimiter. */
    boolean hasNext() {
        if (closing != format.delimiter()) {
            return false;
        }
        position++;
        return true;
    }

    private void bare() {
        from = position;
        int next = from;
        int out = from;
        while (true) {
            byte each = text[next];
            if (each == format.delimiter() || isLineEnd(each) || each == 0 && next == in.end()) {
                break;
            }
            if (each == format.escape() || each == 0) {
                each = escaped(++next);
                isBare = false;
            } else if (each == format.quote()) {
                throw unexpected(next, "no quote inside a field without quotes");
            }
            text[out++] = each;
            next++;
        }
        to = out;
        position = next;
    }

    private void quoted() {
        isBare = false;
        from = position + 1;
        int next = from;
        int out = from;
        while (true) {
            byte each = text[next];
            if (each == format.quote()) {
                if (text[next + 1] != format.quote()) {
                    break;
                }
                next++;
            } else if (each == format.escape() || each == 0) {
                each = escaped(++next);
            }
            text[out++] = each;
            next++;
        }
        to = out;
        position = next + 1;
        if (text[position] != format.delimiter() && !isLineEnd(text[position]) && position != in.end()) {
            throw unexpected(position, "a delimiter or the end behind the closing quote");
        }
    }

    /** The character behind an escape, which stands before {@code at}; or there is no escape but a zero. */
    private byte escaped(int at) {
        if (text[at - 1] == 0) {
            throw unexpected(at - 1, at - 1 == in.end() ? "the closing quote" : "no zero byte");
        }
        return switch (text[at]) {
            case 0 -> throw unexpected(at, "a character behind the escape");
            case '0' -> 0;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> text[at];
        };
    }

    /**
     * Ends the record behind its last field.
     *
     * @throws ValueFault DECODE_TRAILING if another one follows
     */
    void end() {
        position += lineEnd(closing);
        skipComments();
        if (position != in.end()) {
            throw new ValueFault(RejectReason.DECODE_TRAILING, "the record goes on behind its end at byte " + position);
        }
    }

    private int lineEnd(byte first) {
        if (!isLineEnd(first)) {
            return 0;
        }
        return first == '\r' && text[position + 1] == '\n' ? 2 : 1;
    }

    private void skipComments() {
        while (format.allowComments() && text[position] == CsvFormat.COMMENT) {
            while (position < in.end() && !isLineEnd(text[position])) {
                position++;
            }
            position += lineEnd(text[position]);
        }
    }

    private static boolean isLineEnd(byte value) {
        return value == '\n' || value == '\r';
    }

    private ValueFault unexpected(int at, String expected) {
        if (at >= in.end()) {
            return new ValueFault(
                    RejectReason.DECODE_SYNTAX,
                    "the record ends at byte %d, expected %s".formatted(in.end(), expected));
        }
        int next = at + 1;
        while ((text[next] & 0xC0) == 0x80) {
            next++;
        }
        return new ValueFault(
                RejectReason.DECODE_SYNTAX,
                "expected %s at byte %d, found '%s'".formatted(expected, at, in.quote(at, next)));
    }
}
