package io.millrace.flink.json;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.MultisetType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.jspecify.annotations.Nullable;

/** Makes the readers of a table's columns. Types must have passed {@link JsonTypes#requireSupported}. */
final class ColumnReaders {

    private static final LogicalType COUNT = new IntType(false);

    private final KeyHash hash;
    private final boolean coerce;

    /** @param coerce whether conversions that lose nothing are made, such as {@code "12"} into INT */
    ColumnReaders(KeyHash hash, boolean coerce) {
        this.hash = hash;
        this.coerce = coerce;
    }

    /** Reads all fields of a document but fills only the wanted ones, in the order of {@code columns}. */
    RowReader projected(RowType table, int[] columns) {
        int[] positions = new int[table.getFieldCount()];
        @Nullable ElementReader[] readers = new ElementReader[table.getFieldCount()];
        for (int i = 0; i < columns.length; i++) {
            positions[columns[i]] = i;
            readers[columns[i]] = element(table.getTypeAt(columns[i]));
        }
        return new RowReader("an object", columns.length, table.getFieldNames(), positions, readers, hash);
    }

    ColumnReader.Scalar scalar(LogicalType type) {
        String name = JsonTypes.name(type);
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> new BooleanReader(coerce);
            case TINYINT -> new IntegerReader(IntegerKind.TINYINT, name, coerce);
            case SMALLINT -> new IntegerReader(IntegerKind.SMALLINT, name, coerce);
            case INTEGER -> new IntegerReader(IntegerKind.INT, name, coerce);
            case BIGINT -> new IntegerReader(IntegerKind.BIGINT, name, coerce);
            case INTERVAL_YEAR_MONTH -> new IntegerReader(IntegerKind.INT, name + " in months", coerce);
            case INTERVAL_DAY_TIME -> new IntegerReader(IntegerKind.BIGINT, name + " in milliseconds", coerce);
            case FLOAT -> new FloatReader(coerce);
            case DOUBLE -> new DoubleReader(coerce);
            case DECIMAL -> new DecimalReader(
                    ((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), coerce);
            case CHAR -> new TextReader(((CharType) type).getLength(), name, coerce);
            case VARCHAR -> new TextReader(((VarCharType) type).getLength(), name, coerce);
            case BINARY -> new BytesReader(((BinaryType) type).getLength(), name);
            case VARBINARY -> new BytesReader(((VarBinaryType) type).getLength(), name);
            case DATE -> new DateReader();
            case TIME_WITHOUT_TIME_ZONE -> new TimeReader(((TimeType) type).getPrecision());
            case TIMESTAMP_WITHOUT_TIME_ZONE -> new TimestampReader(
                    ((TimestampType) type).getPrecision(), false, coerce);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new TimestampReader(
                    ((LocalZonedTimestampType) type).getPrecision(), true, coerce);
            default -> throw new IllegalArgumentException("no scalar type: " + type);
        };
    }

    private ElementReader element(LogicalType type) {
        return new ElementReader(type, reader(type));
    }

    private ColumnReader reader(LogicalType type) {
        String name = JsonTypes.name(type);
        return switch (type.getTypeRoot()) {
            case ARRAY -> new ArrayReader(element(((ArrayType) type).getElementType()), name);
            case MAP -> new MapReader(
                    scalar(((MapType) type).getKeyType()), element(((MapType) type).getValueType()), name);
            case MULTISET -> new MapReader(
                    scalar(((MultisetType) type).getElementType()),
                    new ElementReader(COUNT, new IntegerReader(IntegerKind.COUNT, "a count", coerce)),
                    name);
            case ROW -> row((RowType) type, name);
            default -> scalar(type);
        };
    }

    private RowReader row(RowType type, String name) {
        List<String> names = type.getFieldNames();
        int[] positions = IntStream.range(0, names.size()).toArray();
        @Nullable ElementReader[] readers =
                type.getChildren().stream().map(this::element).toArray(ElementReader[]::new);
        return new RowReader(name, names.size(), names, positions, readers, hash);
    }
}
