package io.millrace.flink.json;

import java.util.ArrayList;
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

/** Makes the readers of a table's columns. Types must have passed {@link JsonTypes#requireSupported}. */
final class ColumnReaders {

    private static final LogicalType COUNT = new IntType(false);
    private static final int NOT_WANTED = -1;

    private final KeyHash hash;
    private final boolean coerce;
    private final boolean fromDatabase;

    /** @param coerce whether conversions that lose nothing are made, such as {@code "12"} into INT */
    ColumnReaders(KeyHash hash, boolean coerce) {
        this(hash, coerce, false);
    }

    private ColumnReaders(KeyHash hash, boolean coerce, boolean fromDatabase) {
        this.hash = hash;
        this.coerce = coerce;
        this.fromDatabase = fromDatabase;
    }

    /** Of values as a connector writes a database's: numbers as text, dates and times with a zone. */
    static ColumnReaders fromDatabase(KeyHash hash) {
        return new ColumnReaders(hash, true, true);
    }

    /** Reads the wanted fields of a row of a database. */
    RowReader captured(RowType table, int[] columns, Unsent unsent) {
        List<Field> fields = new ArrayList<>();
        for (int position = 0; position < columns.length; position++) {
            LogicalType type = table.getTypeAt(columns[position]);
            fields.add(new Field(
                    table.getFieldNames().get(columns[position]),
                    position,
                    ElementReader.column(type, unsent.or(reader(type), position))));
        }
        return new RowReader("an object", columns.length, fields, hash);
    }

    /** Reads all fields of a document but fills only the wanted ones, in the order of {@code columns}. */
    RowReader projected(RowType table, int[] columns) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < table.getFieldCount(); i++) {
            int column = i;
            int position = IntStream.range(0, columns.length)
                    .filter(wanted -> columns[wanted] == column)
                    .findFirst()
                    .orElse(NOT_WANTED);
            ElementReader reader = position == NOT_WANTED ? null : element(table.getTypeAt(i));
            fields.add(new Field(table.getFieldNames().get(i), position, reader));
        }
        return new RowReader("an object", columns.length, fields, hash);
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
            case DECIMAL ->
                new DecimalReader(((DecimalType) type).getPrecision(), ((DecimalType) type).getScale(), coerce);
            case CHAR -> new TextReader(((CharType) type).getLength(), name, coerce);
            case VARCHAR -> new TextReader(((VarCharType) type).getLength(), name, coerce);
            case BINARY -> new BytesReader(((BinaryType) type).getLength(), name);
            case VARBINARY -> new BytesReader(((VarBinaryType) type).getLength(), name);
            case DATE -> new DateReader(fromDatabase);
            case TIME_WITHOUT_TIME_ZONE -> new TimeReader(((TimeType) type).getPrecision(), fromDatabase);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                new TimestampReader(((TimestampType) type).getPrecision(), false, coerce);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                new TimestampReader(((LocalZonedTimestampType) type).getPrecision(), true, coerce);
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
            case MAP ->
                new MapReader(scalar(((MapType) type).getKeyType()), element(((MapType) type).getValueType()), name);
            case MULTISET ->
                new MapReader(
                        scalar(((MultisetType) type).getElementType()),
                        new ElementReader(COUNT, new IntegerReader(IntegerKind.COUNT, "a count", coerce)),
                        name);
            case ROW -> row((RowType) type, name);
            default -> scalar(type);
        };
    }

    private RowReader row(RowType type, String name) {
        List<Field> fields = new ArrayList<>();
        for (RowType.RowField field : type.getFields()) {
            fields.add(new Field(field.getName(), fields.size(), element(field.getType())));
        }
        return new RowReader(name, fields.size(), fields, hash);
    }
}
