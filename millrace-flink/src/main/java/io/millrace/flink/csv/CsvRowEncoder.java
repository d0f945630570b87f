package io.millrace.flink.csv;

import io.millrace.core.reject.RejectReason;
import io.millrace.flink.format.Encoded;
import io.millrace.flink.format.ValueEncoder;
import io.millrace.flink.format.ValueFault;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/** Turns results into CSV records without a line end. */
final class CsvRowEncoder implements ValueEncoder {

    private record Column(String name, RowData.FieldGetter getter, CsvText text) {}

    private final CsvWriter out;
    private final List<Column> columns = new ArrayList<>();

    CsvRowEncoder(CsvFormat format, RowType table) {
        CsvTypes.requireSupported(table);
        out = new CsvWriter(format);
        for (int i = 0; i < table.getFieldCount(); i++) {
            columns.add(new Column(
                    table.getFieldNames().get(i),
                    RowData.createFieldGetter(table.getTypeAt(i), i),
                    CsvText.of(table.getTypeAt(i), format)));
        }
    }

    @Override
    public Encoded encode(RowData row) {
        out.begin();
        for (Column column : columns) {
            try {
                out.field(column.text().of(column.getter().getFieldOrNull(row)));
            } catch (ValueFault fault) {
                ValueFault named = fault.within(column.name());
                return new Encoded.Refused(named.reason(), named.message());
            }
        }
        if (out.isEmpty()) {
            return new Encoded.Refused(
                    RejectReason.SINK_REJECTED,
                    "the record would be empty: NULL needs a 'csv.null-literal' here, empty text needs a quote character");
        }
        return new Encoded.Bytes(out.toBytes());
    }
}
