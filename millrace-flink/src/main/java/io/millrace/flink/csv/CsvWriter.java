package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts fields together to a record, with quotes or escapes only where the reader needs them. Used again. */
final class CsvWriter {

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final CsvFormat format;
    private final byte[] nullLiteral;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private boolean isFirst = true;

    CsvWriter(CsvFormat format) {
        this.format = format;
        this.nullLiteral = format.nullLiteral().getBytes(StandardCharsets.UTF_8);
    }

    void begin() {
        if (out.size() > 1 << 20) {
            out = new ByteArrayOutputStream();
        }
        out.reset();
        isFirst = true;
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    /**
     * @param text in UTF-8; null for NULL
     * @throws ValueFault SINK_REJECTED if the options leave no form for the text
     */
    void field(byte @Nullable [] text) {
        if (!isFirst) {
            out.write(format.delimiter());
        }
        isFirst = false;
        if (text == null) {
            out.writeBytes(nullLiteral);
        } else if (isPlain(text)) {
            out.writeBytes(text);
        } else if (format.hasQuote()) {
            quoted(text);
        } else {
            escaped(text);
        }
    }

    /** An only field of empty text must not make an empty record, so empty text is always written as quotes. */
    private boolean isPlain(byte[] text) {
        if (text.length == 0 || Arrays.equals(text, nullLiteral) || beginsSpecially(text)) {
            return false;
        }
        for (byte each : text) {
            if (isSpecial(each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsSpecially(byte[] text) {
        return text[0] == CsvFormat.COMMENT
                || text.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(text, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** A zero byte is special with every format: it stands for what is not there. */
    private boolean isSpecial(byte each) {
        return each == format.delimiter()
                || each == format.quote()
                || each == format.escape()
                || each == '\n'
                || each == '\r'
                || each == 0;
    }

    private void quoted(byte[] text) {
        out.write(format.quote());
        for (byte each : text) {
            if (each == 0) {
                requireEscape("a zero byte");
                out.write(format.escape());
                out.write('0');
                continue;
            }
            if (each == format.quote() || each == format.escape()) {
                out.write(each);
            }
            out.write(each);
        }
        out.write(format.quote());
    }

    private void escaped(byte[] text) {
        if (Arrays.equals(text, nullLiteral)) {
            throw refused("text that equals 'csv.null-literal'");
        }
        if (text.length == 0) {
            return;
        }
        requireEscape("what divides fields");
        for (int i = 0; i < text.length; i++) {
            byte each = text[i];
            if (isSpecial(each) || i == 0 && beginsSpecially(text)) {
                out.write(format.escape());
            }
            out.write(
                    switch (each) {
                        case 0 -> '0';
                        case '\n' -> 'n';
                        case '\r' -> 'r';
                        default -> each;
                    });
        }
    }

    private void requireEscape(String found) {
        if (!format.hasEscape()) {
            throw refused(found);
        }
    }

    private static ValueFault refused(String found) {
        return new ValueFault(
                RejectReason.SINK_REJECTED, found + " has no form in CSV with these quote and escape characters");
    }
}
