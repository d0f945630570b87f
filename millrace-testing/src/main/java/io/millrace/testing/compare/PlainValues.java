package io.millrace.testing.compare;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Turns Flink's internal form of values into plain ones as {@link ActualRow} has them. */
public final class PlainValues {

    private static final LogicalType COUNT = new IntType(false);

    private PlainValues() {}

    /** A row's cells by the name of their column, in the order of the type. */
    public static Map<String, @Nullable Object> cells(RowData row, RowType type) {
        Map<String, @Nullable Object> cells = new LinkedHashMap<>();
        for (int column = 0; column < type.getFieldCount(); column++) {
            LogicalType of = type.getTypeAt(column);
            Object value = RowData.createFieldGetter(of, column).getFieldOrNull(row);
            cells.put(type.getFieldNames().get(column), of(value, of));
        }
        return cells;
    }

    /**
     * @param value in Flink's internal form
     * @return FLOAT as the double of the same shortest digits; an INTERVAL as the number of its months or milliseconds
     */
    public static @Nullable Object of(@Nullable Object value, LogicalType type) {
        if (value == null) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                BigDecimal.valueOf(((Number) value).longValue());
            case DECIMAL -> ((DecimalData) value).toBigDecimal();
            case FLOAT -> Double.valueOf(value.toString());
            case CHAR, VARCHAR -> value.toString();
            case DATE -> LocalDate.ofEpochDay((int) value);
            case TIME_WITHOUT_TIME_ZONE -> LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos((int) value));
            case TIMESTAMP_WITHOUT_TIME_ZONE -> ((TimestampData) value).toLocalDateTime();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ((TimestampData) value).toInstant();
            case ARRAY -> elements((ArrayData) value, ((ArrayType) type).getElementType());
            case MAP -> entries((MapData) value, ((MapType) type).getKeyType(), ((MapType) type).getValueType());
            case MULTISET -> entries((MapData) value, ((MultisetType) type).getElementType(), COUNT);
            case ROW -> Collections.unmodifiableMap(cells((RowData) value, (RowType) type));
            default -> value;
        };
    }

    private static List<@Nullable Object> elements(ArrayData array, LogicalType type) {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type);
        List<@Nullable Object> elements = new ArrayList<>();
        for (int index = 0; index < array.size(); index++) {
            elements.add(of(getter.getElementOrNull(array, index), type));
        }
        return Collections.unmodifiableList(elements);
    }

    private static Map<@Nullable Object, @Nullable Object> entries(
            MapData map, LogicalType keyType, LogicalType valueType) {
        List<@Nullable Object> keys = elements(map.keyArray(), keyType);
        List<@Nullable Object> values = elements(map.valueArray(), valueType);
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            entries.put(keys.get(index), values.get(index));
        }
        return Collections.unmodifiableMap(entries);
    }
}
