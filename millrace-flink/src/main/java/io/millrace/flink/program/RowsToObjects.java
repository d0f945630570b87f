package io.millrace.flink.program;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;

/** Makes what a program reads of the rows of a table. */
final class RowsToObjects<T> extends RichMapFunction<RowData, T> {

    private static final long serialVersionUID = 1L;

    private final ObjectConverter converter;

    RowsToObjects(ObjectConverter converter) {
        this.converter = converter;
    }

    @Override
    public void open(OpenContext context) {
        converter.open(getRuntimeContext().getUserCodeClassLoader());
    }

    @Override
    @SuppressWarnings("unchecked") // the converter is that of the class
    public T map(RowData row) {
        return (T) converter.toJava(row);
    }
}
