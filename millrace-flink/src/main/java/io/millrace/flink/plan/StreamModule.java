package io.millrace.flink.plan;

import io.millrace.flink.table.StreamTableFactory;
import java.util.Optional;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.module.Module;

/**
 * Gives the planner the factory that knows the pipeline's job. A module, and not the catalog, since for the sinks of a
 * compiled plan only modules are asked.
 */
record StreamModule(StreamTableFactory factory) implements Module {

    static final String NAME = "millrace";

    @Override
    public Optional<DynamicTableSourceFactory> getTableSourceFactory() {
        return Optional.of(factory);
    }

    @Override
    public Optional<DynamicTableSinkFactory> getTableSinkFactory() {
        return Optional.of(factory);
    }
}
