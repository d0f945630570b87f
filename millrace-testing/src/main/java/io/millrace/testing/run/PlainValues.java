package io.millrace.testing.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns Flink's values into the plain ones that rows are compared by. */
final class PlainValues {

    private PlainValues() {}

    /** The first columns of a row, by name; what it may hold behind them is left out. */
    static Map<String, @Nullable Object> row(RowType type, RowData row) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (int column = 0; column < type.getFieldCount(); column++) {
            LogicalType columnType = type.getTypeAt(column);
            plain.put(
                    type.getFieldNames().get(column),
                    value(
                            columnType,
                            RowData.createFieldGetter(columnType, column).getFieldOrNull(row)));
        }
        return plain;
    }

    private static @Nullable Object value(LogicalType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case DECIMAL -> ((DecimalData) value).toBigDecimal();
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                BigDecimal.valueOf(((Number) value).longValue());
            // by its text, so that 0.1 stays 0.1
            case FLOAT -> Double.valueOf(value.toString());
            case DATE -> LocalDate.ofEpochDay((int) value);
            case TIME_WITHOUT_TIME_ZONE -> LocalTime.ofNanoOfDay((int) value * 1_000_000L);
            case TIMESTAMP_WITHOUT_TIME_ZONE -> ((TimestampData) value).toLocalDateTime();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ((TimestampData) value).toInstant();
            case ARRAY -> list(((ArrayType) type).getElementType(), (ArrayData) value);
            case MAP -> map(((MapType) type).getKeyType(), ((MapType) type).getValueType(), (MapData) value);
            case MULTISET -> map(((MultisetType) type).getElementType(), new IntType(), (MapData) value);
            case ROW, STRUCTURED_TYPE -> row(rowType(type), (RowData) value);
            case BOOLEAN, DOUBLE, BINARY, VARBINARY -> value;
            default -> value.toString();
        };
    }

    private static RowType rowType(LogicalType type) {
        return type.is(LogicalTypeRoot.ROW)
                ? (RowType) type
                : RowType.of(type.getChildren().toArray(LogicalType[]::new));
    }

    private static List<@Nullable Object> list(LogicalType type, ArrayData array) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        List<@Nullable Object> plain = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            plain.add(value(type, getter.getElementOrNull(array, index)));
        }
        return Collections.unmodifiableList(plain);
    }

    private static Map<@Nullable Object, @Nullable Object> map(
            LogicalType keyType, LogicalType valueType, MapData map) {
        List<@Nullable Object> keys = list(keyType, map.keyArray());
        List<@Nullable Object> values = list(valueType, map.valueArray());
        Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            plain.put(keys.get(index), values.get(index));
        }
        return Collections.unmodifiableMap(plain);
    }
}
