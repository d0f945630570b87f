package io.millrace.flink.program;

import io.millrace.flink.table.StreamTable;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.catalog.ResolvedSchema;

/** The tables and views of a pipeline, as its programs may use them. */
public interface ProgramTables {

    /** Of every table and view, in the order of their creation. */
    List<String> names();

    /** Of a table or view with this name. */
    Optional<ResolvedSchema> schema(String name);

    /** Of a table that has no connector. */
    Optional<StreamTable> stream(String name);
}
