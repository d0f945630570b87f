package io.millrace.flink.program;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.table.data.RowData;

/** Makes rows of a table of what a program writes. */
final class ObjectsToRows extends RichMapFunction<Object, RowData> {

    private static final long serialVersionUID = 1L;

    private final String program;
    private final String table;
    private final ObjectConverter converter;

    ObjectsToRows(String program, String table, ObjectConverter converter) {
        this.program = program;
        this.table = table;
        this.converter = converter;
    }

    @Override
    public void open(OpenContext context) {
        converter.open(getRuntimeContext().getUserCodeClassLoader());
    }

    @Override
    public RowData map(Object value) {
        try {
            return converter.toInternal(value);
        } catch (IllegalArgumentException e) {
            throw Unwritable.of(program, table, e);
        }
    }
}
