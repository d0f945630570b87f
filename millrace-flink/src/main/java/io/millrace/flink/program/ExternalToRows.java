package io.millrace.flink.program;

import io.millrace.flink.table.StreamTable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/** Makes rows of a table of rows that a program writes, by their names where they have some. */
final class ExternalToRows extends RichMapFunction<Row, RowData> {

    private static final long serialVersionUID = 1L;

    private final String program;
    private final String table;
    private final boolean isUpsert;
    private final DataStructureConverter<Object, Object> converter;

    ExternalToRows(String program, StreamTable table, DataType type) {
        this.program = program;
        this.table = table.name();
        this.isUpsert = table.isUpsert();
        this.converter = DataStructureConverters.getConverter(type);
    }

    @Override
    public void open(OpenContext context) {
        converter.open(getRuntimeContext().getUserCodeClassLoader());
    }

    @Override
    public RowData map(Row row) {
        try {
            if (!isUpsert && row.getKind() != RowKind.INSERT) {
                throw new IllegalArgumentException(
                        "a row of kind " + row.getKind() + ", and the table has no PRIMARY KEY");
            }
            return (RowData) converter.toInternal(row);
        } catch (RuntimeException e) {
            throw Unwritable.of(program, table, e);
        }
    }
}
