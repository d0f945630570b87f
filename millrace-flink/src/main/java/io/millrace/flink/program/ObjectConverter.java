package io.millrace.flink.program;

import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Turns rows into objects of a class, and back. */
final class ObjectConverter implements ValueConverter {

    private static final long serialVersionUID = 1L;

    /** Where there is nothing to convert, since something is wrong. */
    static final ObjectConverter NONE = new ObjectConverter(Object.class, List.of(), 0);

    /**
     * A part of the class and its column.
     *
     * @param column of the rows, from 0
     */
    record Slot(String part, int column, RowData.FieldGetter getter, ValueConverter converter)
            implements java.io.Serializable {}

    private final Class<?> type;
    private final List<Slot> slots;
    private final int columns;
    private transient ClassFields fields;

    /**
     * @param slots for every part of the class, in its order
     * @param columns of the rows
     */
    @SuppressWarnings("NullAway.Init") // found in open, before the first row
    ObjectConverter(Class<?> type, List<Slot> slots, int columns) {
        this.type = type;
        this.slots = List.copyOf(slots);
        this.columns = columns;
    }

    /** Whether a part of the class stands for the column. */
    boolean fills(int column) {
        return slots.stream().anyMatch(slot -> slot.column() == column);
    }

    @Override
    public void open(ClassLoader loader) {
        fields = ClassFields.of(type, slots.stream().map(Slot::part).toList());
        slots.forEach(slot -> slot.converter().open(loader));
    }

    @Override
    public Object toJava(Object internal) {
        RowData row = (RowData) internal;
        @Nullable Object[] values = new Object[slots.size()];
        for (int part = 0; part < values.length; part++) {
            Slot slot = slots.get(part);
            Object value = slot.getter().getFieldOrNull(row);
            values[part] = value == null ? null : slot.converter().toJava(value);
        }
        return fields.make(values);
    }

    /** @throws IllegalArgumentException if a column cannot hold its value; says which */
    @Override
    public RowData toInternal(Object java) {
        GenericRowData row = new GenericRowData(columns);
        for (int part = 0; part < slots.size(); part++) {
            Object value = fields.get(java, part);
            if (value != null) {
                Slot slot = slots.get(part);
                row.setField(slot.column(), convert(slot, value));
            }
        }
        return row;
    }

    private static Object convert(Slot slot, Object value) {
        try {
            return slot.converter().toInternal(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + slot.part() + "': " + e.getMessage(), e);
        }
    }
}
