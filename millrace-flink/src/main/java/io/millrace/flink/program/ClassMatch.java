package io.millrace.flink.program;

import io.millrace.core.text.Suggestions;
import io.millrace.flink.program.ObjectConverter.Slot;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;

/** Finds the column of each part of a class, and what is wrong between the two. */
final class ClassMatch {

    /** A part without its column, or of another type. */
    record Mismatch(Class<?> type, String part, String message, String remedy) {}

    private final String table;
    private final boolean isRead;
    private final List<Mismatch> mismatches = new ArrayList<>();

    /** @param isRead whether rows become objects; otherwise objects become rows */
    ClassMatch(String table, boolean isRead) {
        this.table = table;
        this.isRead = isRead;
    }

    List<Mismatch> mismatches() {
        return mismatches;
    }

    /**
     * The columns that the class has, in the order of its parts.
     *
     * @param type as Flink writes it
     */
    List<String> columns(PojoTypeInfo<?> type, RowType row) {
        List<String> columns = new ArrayList<>();
        for (ClassFields.Part part : parts(type)) {
            Optional<String> column = column(part.name(), row);
            column.ifPresentOrElse(columns::add, () -> noColumn(type.getTypeClass(), part, row));
        }
        return columns;
    }

    /**
     * @param row what the objects are made of, or become
     * @return without meaning if there are mismatches
     */
    ObjectConverter converter(PojoTypeInfo<?> type, RowType row) {
        List<Slot> slots = new ArrayList<>();
        for (ClassFields.Part part : parts(type)) {
            Optional<String> column = column(part.name(), row);
            if (column.isEmpty()) {
                noColumn(type.getTypeClass(), part, row);
                continue;
            }
            int index = row.getFieldIndex(column.get());
            LogicalType columnType = row.getTypeAt(index);
            value(type, part, column.get(), columnType)
                    .ifPresent(converter -> slots.add(new Slot(
                            part.name(), index, RowData.createFieldGetter(columnType.copy(true), index), converter)));
        }
        return new ObjectConverter(type.getTypeClass(), slots, row.getFieldCount());
    }

    private static List<ClassFields.Part> parts(PojoTypeInfo<?> type) {
        return ClassFields.of(type.getTypeClass(), List.of(type.getFieldNames()))
                .parts();
    }

    /** The column that a part stands for: {@code orderId} is {@code order_id}, unless there is an {@code orderId}. */
    static Optional<String> column(String part, RowType row) {
        List<String> columns = row.getFieldNames();
        if (columns.contains(part)) {
            return Optional.of(part);
        }
        List<String> alike = columns.stream()
                .filter(column -> fold(column).equals(fold(part)))
                .toList();
        return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
    }

    private static String fold(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private void noColumn(Class<?> type, ClassFields.Part part, RowType row) {
        mismatches.add(new Mismatch(
                type,
                part.name(),
                "'%s' of %s has no column in table \"%s\"".formatted(part.name(), type.getSimpleName(), table),
                Suggestions.remedy(snake(part.name()), row.getFieldNames(), "columns of the table")));
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private Optional<ValueConverter> value(
            PojoTypeInfo<?> owner, ClassFields.Part part, String column, LogicalType type) {
        if (isRead && part.type().isPrimitive() && type.isNullable()) {
            mismatches.add(new Mismatch(
                    owner.getTypeClass(),
                    part.name(),
                    "'%s' of %s is %s and cannot be null, but column \"%s\" of table \"%s\" can be NULL"
                            .formatted(
                                    part.name(),
                                    owner.getTypeClass().getSimpleName(),
                                    part.type().getSimpleName(),
                                    column,
                                    table),
                    "make it %s, or declare the column as %s NOT NULL, so that a record without it is a reject"
                            .formatted(boxed(part).getSimpleName(), type.asSummaryString())));
            return Optional.empty();
        }
        TypeInformation<?> info = owner.getTypeAt(part.name());
        if (type instanceof RowType nested && info instanceof PojoTypeInfo<?> inner) {
            return Optional.of(converter(inner, nested));
        }
        Optional<ValueConverter> plain = plain(boxed(part), type);
        if (plain.isEmpty()) {
            mismatches.add(new Mismatch(
                    owner.getTypeClass(),
                    part.name(),
                    "'%s' of %s is %s, but column \"%s\" of table \"%s\" is %s"
                            .formatted(
                                    part.name(),
                                    owner.getTypeClass().getSimpleName(),
                                    part.type().getSimpleName(),
                                    column,
                                    table,
                                    type.copy(true).asSummaryString()),
                    "make it " + usual(type)));
        }
        return plain;
    }

    private Optional<ValueConverter> plain(Class<?> type, LogicalType column) {
        DataType dataType = TypeConversions.fromLogicalToDataType(column.copy(true));
        boolean isSupported = isRead ? column.supportsOutputConversion(type) : column.supportsInputConversion(type);
        if (!isSupported) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PlainConverter(dataType.bridgedTo(type)));
        } catch (ValidationException e) {
            return Optional.empty();
        }
    }

    private static Class<?> boxed(ClassFields.Part part) {
        return MethodType.methodType(part.type()).wrap().returnType();
    }

    private static String usual(LogicalType type) {
        return type instanceof RowType
                ? "a public record with these fields"
                : TypeConversions.fromLogicalToDataType(type.copy(true))
                        .getConversionClass()
                        .getSimpleName();
    }
}
