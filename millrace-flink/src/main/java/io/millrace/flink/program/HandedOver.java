package io.millrace.flink.program;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;

/** The rows that the planner's translation has for programs. */
final class HandedOver {

    private final Map<String, DataStream<RowData>> rows = new HashMap<>();
    private final Set<Transformation<?>> unused = Collections.newSetFromMap(new IdentityHashMap<>());

    void put(ProgramRead read, DataStream<RowData> stream, Transformation<?> sink) {
        rows.put(read.name(), stream);
        unused.add(sink);
    }

    DataStream<RowData> rows(ProgramRead read) {
        return Objects.requireNonNull(rows.get(read.name()), read.name());
    }

    /** Whether the planner made it only because it wanted a sink. */
    boolean isUnused(Transformation<?> transformation) {
        return unused.contains(transformation);
    }
}
