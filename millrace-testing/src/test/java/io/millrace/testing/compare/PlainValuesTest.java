package io.millrace.testing.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainValuesTest {

    private static final LocalDateTime TIME = LocalDateTime.parse("2026-01-01T10:00:00.5");

    @Test
    void everyTypeHasAPlainValue() {
        // Given
        RowType type = (RowType) DataTypes.ROW(
                        DataTypes.FIELD("text", DataTypes.STRING()),
                        DataTypes.FIELD("yes", DataTypes.BOOLEAN()),
                        DataTypes.FIELD("small", DataTypes.TINYINT()),
                        DataTypes.FIELD("big", DataTypes.BIGINT()),
                        DataTypes.FIELD("money", DataTypes.DECIMAL(10, 2)),
                        DataTypes.FIELD("float", DataTypes.FLOAT()),
                        DataTypes.FIELD("double", DataTypes.DOUBLE()),
                        DataTypes.FIELD("date", DataTypes.DATE()),
                        DataTypes.FIELD("time", DataTypes.TIME(3)),
                        DataTypes.FIELD("local", DataTypes.TIMESTAMP(3)),
                        DataTypes.FIELD("instant", DataTypes.TIMESTAMP_LTZ(3)),
                        DataTypes.FIELD("list", DataTypes.ARRAY(DataTypes.INT())),
                        DataTypes.FIELD("map", DataTypes.MAP(DataTypes.STRING(), DataTypes.INT())),
                        DataTypes.FIELD("row", DataTypes.ROW(DataTypes.FIELD("n", DataTypes.INT()))),
                        DataTypes.FIELD("none", DataTypes.STRING()))
                .getLogicalType();

        // When
        Map<String, @Nullable Object> plain = PlainValues.cells(
                GenericRowData.of(
                        StringData.fromString("x"),
                        true,
                        (byte) 7,
                        8L,
                        DecimalData.fromBigDecimal(new BigDecimal("1.50"), 10, 2),
                        0.1f,
                        0.25,
                        (int) LocalDate.parse("2026-01-01").toEpochDay(),
                        36_000_000,
                        TimestampData.fromLocalDateTime(TIME),
                        TimestampData.fromInstant(Instant.parse("2026-01-01T10:00:00Z")),
                        new GenericArrayData(new Integer[] {1, null}),
                        new GenericMapData(Map.of(StringData.fromString("k"), 2)),
                        GenericRowData.of(3),
                        null),
                type);

        // Then
        assertThat(plain.values())
                .containsExactly(
                        "x",
                        true,
                        BigDecimal.valueOf(7),
                        BigDecimal.valueOf(8),
                        new BigDecimal("1.50"),
                        0.1,
                        0.25,
                        LocalDate.parse("2026-01-01"),
                        LocalTime.parse("10:00"),
                        TIME,
                        Instant.parse("2026-01-01T10:00:00Z"),
                        Arrays.asList(BigDecimal.ONE, null),
                        Map.of("k", BigDecimal.valueOf(2)),
                        Map.of("n", BigDecimal.valueOf(3)),
                        null);
        assertThat(List.copyOf(plain.keySet())).isEqualTo(type.getFieldNames());
    }
}
