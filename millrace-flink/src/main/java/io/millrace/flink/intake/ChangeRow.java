package io.millrace.flink.intake;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.types.RowKind;

/** A row on its way from the gate to where the rows before it are known: the table's columns, and three of our own behind. */
final class ChangeRow {

    private static final int KEY = 0;
    private static final int UNSENT = 1;
    private static final int NEXT_KEY = 2;
    private static final int OWN_COLUMNS = 3;

    private ChangeRow() {}

    /** @param table the columns that a plan needs */
    static RowType type(RowType table) {
        List<RowType.RowField> fields = new ArrayList<>(table.getFields());
        fields.add(new RowType.RowField("__key", VarCharType.STRING_TYPE));
        fields.add(new RowType.RowField("__unsent", new VarBinaryType(VarBinaryType.MAX_LENGTH)));
        fields.add(new RowType.RowField("__next_key", VarCharType.STRING_TYPE));
        return new RowType(fields);
    }

    /** @param columns of the table */
    static GenericRowData of(RowKind kind, int columns, String key) {
        GenericRowData row = new GenericRowData(kind, columns + OWN_COLUMNS);
        row.setField(columns + KEY, StringData.fromString(key));
        return row;
    }

    static void setUnsent(GenericRowData row, int columns, BitSet unsent) {
        row.setField(columns + UNSENT, unsent.toByteArray());
    }

    /** @param key that a deleted row has from now on */
    static void setNextKey(GenericRowData row, int columns, String key) {
        row.setField(columns + NEXT_KEY, StringData.fromString(key));
    }

    /** The key that a row has from now on, if it was not really deleted. */
    static Optional<String> nextKey(RowData row) {
        int column = row.getArity() - OWN_COLUMNS + NEXT_KEY;
        return row.isNullAt(column)
                ? Optional.empty()
                : Optional.of(row.getString(column).toString());
    }

    /** How many columns of the table a row has. */
    static int columns(RowData row) {
        return row.getArity() - OWN_COLUMNS;
    }

    /** Where rows of the same key meet. */
    static String key(RowData row) {
        return row.getString(row.getArity() - OWN_COLUMNS + KEY).toString();
    }

    /** Columns whose values stay as they were. */
    static BitSet unsent(RowData row) {
        int column = row.getArity() - OWN_COLUMNS + UNSENT;
        return row.isNullAt(column) ? new BitSet() : BitSet.valueOf(row.getBinary(column));
    }

    /** @return a row that says that all rows before it are gone, at the time of the change */
    static RowData clearing(GenericRowData change) {
        GenericRowData row = new GenericRowData(RowKind.UPDATE_BEFORE, change.getArity());
        for (int column = 0; column < row.getArity(); column++) {
            row.setField(column, change.getField(column));
        }
        row.setField(columns(change) + KEY, StringData.fromString(""));
        return row;
    }

    static boolean isClearing(RowData row) {
        return row.getRowKind() == RowKind.UPDATE_BEFORE && key(row).isEmpty();
    }

    /** @return a mark that a change of the row was rejected, so that its values are not known any more */
    static RowData rejected(int columns, String key) {
        return of(RowKind.UPDATE_BEFORE, columns, key);
    }

    static boolean isRejected(RowData row) {
        return row.getRowKind() == RowKind.UPDATE_BEFORE && !key(row).isEmpty();
    }
}
