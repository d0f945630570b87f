package io.millrace.flink.json;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;

/** Makes the writers of a table's columns. Types must have passed {@link JsonTypes#requireSupported}. */
final class ColumnWriters {

    private static final LogicalType COUNT = new IntType(false);

    private ColumnWriters() {}

    /** @param positions per field of {@code type} where the rows have it */
    static RowWriter row(RowType type, int[] positions) {
        List<ElementWriter> writers =
                type.getChildren().stream().map(ColumnWriters::element).toList();
        return new RowWriter(type, positions, writers);
    }

    static ColumnWriter.Scalar scalar(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    INTERVAL_YEAR_MONTH,
                    INTERVAL_DAY_TIME,
                    FLOAT,
                    DOUBLE,
                    DECIMAL -> new NumberWriter();
            case CHAR, VARCHAR -> new TextWriter();
            case BINARY, VARBINARY -> new BytesWriter();
            case DATE -> new TemporalWriter(TemporalWriter.Form.DATE, 0);
            case TIME_WITHOUT_TIME_ZONE ->
                new TemporalWriter(TemporalWriter.Form.TIME, ((TimeType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                new TemporalWriter(TemporalWriter.Form.TIMESTAMP, ((TimestampType) type).getPrecision());
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                new TemporalWriter(TemporalWriter.Form.INSTANT, ((LocalZonedTimestampType) type).getPrecision());
            default -> throw new IllegalArgumentException("no scalar type: " + type);
        };
    }

    private static ElementWriter element(LogicalType type) {
        return new ElementWriter(type, writer(type));
    }

    private static ColumnWriter writer(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ARRAY -> {
                LogicalType elements = ((ArrayType) type).getElementType();
                yield new ArrayWriter(elements, element(elements));
            }
            case MAP -> map(((MapType) type).getKeyType(), ((MapType) type).getValueType());
            case MULTISET -> map(((MultisetType) type).getElementType(), COUNT);
            case ROW ->
                row(
                        (RowType) type,
                        IntStream.range(0, ((RowType) type).getFieldCount()).toArray());
            default -> scalar(type);
        };
    }

    private static ColumnWriter map(LogicalType keys, LogicalType values) {
        return new MapWriter(keys, scalar(keys), values, element(values));
    }
}
