package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.DecodeFailure;
import io.millrace.flink.format.ValueDecoder;
import io.millrace.flink.format.ValueFault;
import io.millrace.flink.json.PlainText;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/**
 * Turns CSV records into rows: one record a value, its fields in the order of the columns. Every record is validated as
 * a whole (size, UTF-8, quotes, number of fields); types and NOT NULL are checked for the wanted columns only.
 *
 * <p>Size and UTF-8 come first; of several other faults the first in the record counts.
 */
final class CsvRowDecoder implements ValueDecoder {

    private final PlainText in;
    private final CsvScanner fields;
    private final CsvHeader header;
    private final List<String> names;
    private final @Nullable CsvColumn[] columns;
    private final int[] positions;
    private final CsvColumn.Part part = new CsvColumn.Part();

    CsvRowDecoder(CsvFormat format, RowType table, int[] wanted, int maxBytes) {
        CsvTypes.requireSupported(table);
        in = new PlainText(maxBytes);
        fields = new CsvScanner(in, format);
        names = table.getFieldNames();
        header = new CsvHeader(format, names);
        columns = new CsvColumn[table.getFieldCount()];
        positions = new int[table.getFieldCount()];
        for (int i = 0; i < wanted.length; i++) {
            columns[wanted[i]] = CsvColumn.of(table.getTypeAt(wanted[i]), in, format);
            positions[wanted[i]] = i;
        }
    }

    @Override
    public boolean decode(byte[] value, GenericRowData into, DecodeFailure failure) {
        try {
            in.load(value);
            record(into);
            return true;
        } catch (ValueFault fault) {
            failure.report(fault.reason(), fault.message());
            return false;
        }
    }

    private void record(GenericRowData into) {
        header.refuse(in);
        fields.begin();
        int count = 0;
        do {
            fields.field();
            CsvColumn column = count < columns.length ? columns[count] : null;
            if (column != null) {
                into.setField(positions[count], read(column, names.get(count)));
            }
            count++;
        } while (fields.hasNext());
        if (count != columns.length) {
            throw new ValueFault(
                    RejectReason.DECODE_SHAPE,
                    "the record has %d fields, expected %d: %s".formatted(count, columns.length, names));
        }
        fields.end();
    }

    private @Nullable Object read(CsvColumn column, String name) {
        part.set(fields.from(), fields.to(), fields.rawFrom(), fields.rawTo());
        try {
            return column.read(in.text(), part, fields.isBare());
        } catch (ValueFault fault) {
            throw fault.within(name);
        }
    }

    /** None: a record with more fields than columns is refused. */
    @Override
    public int undeclaredFields() {
        return 0;
    }
}
