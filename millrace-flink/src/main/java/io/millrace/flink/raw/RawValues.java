package io.millrace.flink.raw;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainText;
import java.nio.ByteBuffer;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/** Reads and writes values of one type. For one thread. */
interface RawValues {

    /**
     * @return in Flink's internal form
     * @throws ValueFault if the bytes are none of the type
     */
    Object read(byte[] value);

    /**
     * @param value in Flink's internal form
     * @throws ValueFault SINK_REJECTED if it has no form
     */
    byte[] write(Object value);

    static RawValues of(LogicalType type, RawFormat format, int maxBytes) {
        if (RawFormat.isText(type)) {
            return new RawText(type, format.charset(), maxBytes);
        }
        return RawFormat.isBytes(type)
                ? new Bytes(PlainText.name(type), LogicalTypeChecks.getLength(type), maxBytes)
                : new Fixed(PlainText.name(type), FixedWidth.of(type).orElseThrow(), format);
    }

    /** @throws ValueFault LIMIT_SIZE */
    static void requireSize(byte[] value, int maxBytes) {
        if (value.length > maxBytes) {
            throw new ValueFault(
                    RejectReason.LIMIT_SIZE,
                    "the value has %d bytes, the limit is %d".formatted(value.length, maxBytes));
        }
    }

    /** BINARY, VARBINARY and BYTES as they are; a shorter BINARY stays as it came. */
    record Bytes(String type, int maxLength, int maxBytes) implements RawValues {

        @Override
        public Object read(byte[] value) {
            requireSize(value, maxBytes);
            if (value.length > maxLength) {
                throw new ValueFault(
                        RejectReason.VALUE_LENGTH, "expected %s, found %d bytes".formatted(type, value.length));
            }
            return value;
        }

        @Override
        public byte[] write(Object value) {
            return (byte[]) value;
        }
    }

    /** BOOLEAN and numbers. */
    record Fixed(String type, FixedWidth width, RawFormat format) implements RawValues {

        @Override
        public Object read(byte[] value) {
            if (value.length == 0) {
                throw new ValueFault(RejectReason.DECODE_EMPTY, "the value is empty, expected " + expected());
            }
            if (value.length != width.width()) {
                throw new ValueFault(
                        RejectReason.VALUE_TYPE, "expected %s, found %d bytes".formatted(expected(), value.length));
            }
            if (width == FixedWidth.BOOLEAN && value[0] != 0 && value[0] != 1) {
                throw new ValueFault(
                        RejectReason.VALUE_TYPE, "expected BOOLEAN as byte 0 or 1, found 0x%02X".formatted(value[0]));
            }
            return width.read(ByteBuffer.wrap(value).order(format.order()));
        }

        private String expected() {
            return "%s as %d byte%s".formatted(type, width.width(), width.width() == 1 ? "" : "s");
        }

        @Override
        public byte[] write(Object value) {
            ByteBuffer bytes = ByteBuffer.allocate(width.width()).order(format.order());
            width.write(bytes, value);
            return bytes.array();
        }
    }
}
