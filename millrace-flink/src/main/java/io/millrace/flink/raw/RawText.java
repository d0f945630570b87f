package io.millrace.flink.raw;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainReader;
import io.millrace.flink.json.PlainText;
import io.millrace.flink.json.PlainWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.types.logical.LogicalType;

/** CHAR, VARCHAR and STRING in a charset; a byte order mark of UTF-8 is a character like any other. */
final class RawText implements RawValues {

    private final Charset charset;
    private final boolean isUtf8;
    private final int maxBytes;
    private final PlainText in;
    private final PlainReader reader;
    private final PlainWriter writer;

    RawText(LogicalType type, String charset, int maxBytes) {
        this.charset = Charset.forName(charset);
        this.isUtf8 = this.charset.equals(StandardCharsets.UTF_8);
        this.maxBytes = maxBytes;
        in = new PlainText(isUtf8 ? maxBytes : Integer.MAX_VALUE);
        reader = in.reader(type);
        writer = new PlainWriter(type);
    }

    @Override
    public Object read(byte[] value) {
        RawValues.requireSize(value, maxBytes);
        in.load(isUtf8 ? value : toUtf8(value));
        return reader.read(0, in.end(), 0, in.end());
    }

    private byte[] toUtf8(byte[] value) {
        try {
            CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(value));
            return text.toString().getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new ValueFault(RejectReason.DECODE_SYNTAX, "the value is no " + charset.name());
        }
    }

    @Override
    public byte[] write(Object value) {
        byte[] utf8 = writer.write(value);
        if (isUtf8) {
            return utf8;
        }
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(new String(utf8, StandardCharsets.UTF_8)));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new ValueFault(
                    RejectReason.SINK_REJECTED, "the text has a character that is not in " + charset.name());
        }
    }
}
