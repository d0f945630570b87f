package io.millrace.flink.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/** Rows of any type, the same ones for the same seed. */
public final class RandomRows {

    private static final long MIN_MILLIS = -62_167_219_200_000L;
    private static final long MAX_MILLIS = 253_402_300_799_999L;
    private static final int MAX_ELEMENTS = 4;

    private final Random random;

    public RandomRows(long seed) {
        random = new Random(seed);
    }

    public GenericRowData row(RowType type) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, value(type.getTypeAt(i)));
        }
        return row;
    }

    private @Nullable Object value(LogicalType type) {
        return type.isNullable() && random.nextInt(8) == 0 ? null : present(type);
    }

    private Object present(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case INTEGER, INTERVAL_YEAR_MONTH -> random.nextInt() >> random.nextInt(32);
            case BIGINT, INTERVAL_DAY_TIME -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> finite(Float.intBitsToFloat(random.nextInt()));
            case DOUBLE ->
                random.nextBoolean()
                        ? finite(Double.longBitsToDouble(random.nextLong()))
                        : (Double) (random.nextInt(100_000) / 100d);
            case DECIMAL -> decimal((DecimalType) type);
            case CHAR, VARCHAR -> StringData.fromString(text());
            case BINARY, VARBINARY -> bytes(LogicalTypeChecks.getLength(type));
            case DATE -> (int) Math.floorDiv(millis(), 86_400_000L);
            case TIME_WITHOUT_TIME_ZONE -> random.nextInt(86_400_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                timestamp(LogicalTypeChecks.getPrecision(type));
            case ARRAY -> array(((ArrayType) type).getElementType());
            case MAP -> map(((MapType) type).getKeyType(), ((MapType) type).getValueType());
            case MULTISET -> multiset(((MultisetType) type).getElementType());
            case ROW -> row((RowType) type);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private Float finite(float value) {
        return Float.isFinite(value) ? value : random.nextFloat();
    }

    private Double finite(double value) {
        return Double.isFinite(value) ? value : random.nextDouble();
    }

    private DecimalData decimal(DecimalType type) {
        int digits = 1 + random.nextInt(type.getPrecision());
        BigInteger unscaled = new BigInteger(BigInteger.TEN.pow(digits).bitLength() - 1, random);
        BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
        return DecimalData.fromBigDecimal(value, type.getPrecision(), type.getScale());
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(20); left > 0; left--) {
            int codePoint =
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> random.nextInt(0x800);
                        case 2 -> random.nextInt(0xD800);
                        case 3 -> 0x1_0000 + random.nextInt(0x10_0000);
                        default -> 'a' + random.nextInt(26);
                    };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }

    private byte[] bytes(int maxLength) {
        byte[] bytes = new byte[random.nextInt(Math.min(maxLength, 20) + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    private long millis() {
        return MIN_MILLIS + (long) (random.nextDouble() * (MAX_MILLIS - MIN_MILLIS));
    }

    private TimestampData timestamp(int precision) {
        long nano = random.nextInt(1_000_000_000)
                / NumberToken.POWERS_OF_TEN[9 - precision]
                * NumberToken.POWERS_OF_TEN[9 - precision];
        long second = Math.floorDiv(millis(), 1000L);
        return TimestampData.fromEpochMillis(second * 1000 + nano / 1_000_000, (int) (nano % 1_000_000));
    }

    private GenericArrayData array(LogicalType elements) {
        Object[] values = new Object[random.nextInt(MAX_ELEMENTS)];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(elements);
        }
        return new GenericArrayData(values);
    }

    private GenericMapData map(LogicalType keys, LogicalType values) {
        Map<Object, @Nullable Object> entries = new HashMap<>();
        for (int left = random.nextInt(MAX_ELEMENTS); left > 0; left--) {
            entries.put(present(keys), value(values));
        }
        return new GenericMapData(entries);
    }

    private GenericMapData multiset(LogicalType elements) {
        Map<Object, Integer> entries = new HashMap<>();
        for (int left = random.nextInt(MAX_ELEMENTS); left > 0; left--) {
            entries.put(present(elements), 1 + random.nextInt(100));
        }
        return new GenericMapData(entries);
    }
}
