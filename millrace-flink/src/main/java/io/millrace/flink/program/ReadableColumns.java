package io.millrace.flink.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;

/**
 * The columns of a table or view, of every kind.
 *
 * @param type as declared
 * @param eventTimes columns that carry the event time
 */
record ReadableColumns(RowType type, Set<String> eventTimes) {

    static final ReadableColumns NONE = new ReadableColumns(new RowType(List.of()), Set.of());

    static ReadableColumns of(ResolvedSchema schema) {
        List<RowType.RowField> fields = new ArrayList<>();
        Set<String> eventTimes = new LinkedHashSet<>();
        for (Column column : schema.getColumns()) {
            LogicalType type = column.getDataType().getLogicalType();
            fields.add(new RowType.RowField(column.getName(), LogicalTypeUtils.removeTimeAttributes(type)));
            if (LogicalTypeChecks.isRowtimeAttribute(type)) {
                eventTimes.add(column.getName());
            }
        }
        return new ReadableColumns(new RowType(fields), eventTimes);
    }

    /** These columns, and the event time behind them: without it, rows would carry no timestamp. */
    RowType select(List<String> columns) {
        Set<String> selected = new LinkedHashSet<>(columns);
        selected.addAll(eventTimes);
        return new RowType(selected.stream()
                .map(column -> type.getFields().get(type.getFieldIndex(column)))
                .toList());
    }
}
