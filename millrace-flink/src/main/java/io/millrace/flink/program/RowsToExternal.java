package io.millrace.flink.program;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.DataStructureConverter;
import org.apache.flink.table.data.conversion.DataStructureConverters;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

/** Makes rows with names of the rows of a table, kinds of changes included. */
final class RowsToExternal extends RichMapFunction<RowData, Row> {

    private static final long serialVersionUID = 1L;

    private final DataStructureConverter<Object, Object> converter;

    RowsToExternal(DataType type) {
        this.converter = DataStructureConverters.getConverter(type);
    }

    @Override
    public void open(OpenContext context) {
        converter.open(getRuntimeContext().getUserCodeClassLoader());
    }

    @Override
    public Row map(RowData row) {
        return (Row) converter.toExternal(row);
    }
}
