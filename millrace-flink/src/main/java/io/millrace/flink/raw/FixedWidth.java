package io.millrace.flink.raw;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.flink.table.types.logical.LogicalType;

/** Types whose raw form has always the same number of bytes. */
enum FixedWidth {
    BOOLEAN(1, in -> in.get() != 0, (out, value) -> out.put((byte) ((boolean) value ? 1 : 0))),
    TINYINT(Byte.BYTES, ByteBuffer::get, (out, value) -> out.put((byte) value)),
    SMALLINT(Short.BYTES, ByteBuffer::getShort, (out, value) -> out.putShort((short) value)),
    INTEGER(Integer.BYTES, ByteBuffer::getInt, (out, value) -> out.putInt((int) value)),
    BIGINT(Long.BYTES, ByteBuffer::getLong, (out, value) -> out.putLong((long) value)),
    FLOAT(Float.BYTES, ByteBuffer::getFloat, (out, value) -> out.putFloat((float) value)),
    DOUBLE(Double.BYTES, ByteBuffer::getDouble, (out, value) -> out.putDouble((double) value));

    private final int width;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final Function<ByteBuffer, Object> read;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiConsumer<ByteBuffer, Object> write;

    FixedWidth(int width, Function<ByteBuffer, Object> read, BiConsumer<ByteBuffer, Object> write) {
        this.width = width;
        this.read = read;
        this.write = write;
    }

    static Optional<FixedWidth> of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> Optional.of(BOOLEAN);
            case TINYINT -> Optional.of(TINYINT);
            case SMALLINT -> Optional.of(SMALLINT);
            case INTEGER -> Optional.of(INTEGER);
            case BIGINT -> Optional.of(BIGINT);
            case FLOAT -> Optional.of(FLOAT);
            case DOUBLE -> Optional.of(DOUBLE);
            default -> Optional.empty();
        };
    }

    int width() {
        return width;
    }

    /** @param bytes as many as the width */
    Object read(ByteBuffer bytes) {
        return read.apply(bytes);
    }

    /** @param value in Flink's internal form */
    void write(ByteBuffer bytes, Object value) {
        write.accept(bytes, value);
    }
}
