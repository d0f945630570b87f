package io.millrace.flink.plan;

import io.millrace.flink.program.ProgramTables;
import io.millrace.flink.table.StreamBinding;
import io.millrace.flink.table.StreamTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.ResolvedSchema;

/** The tables and views that a script has declared by now. */
record DeclaredTables(TableEnvironment session, PipelineCatalog catalog, Function<String, StreamBinding> binding)
        implements ProgramTables {

    @Override
    public List<String> names() {
        return Stream.concat(catalog.created().keySet().stream(), views().stream())
                .distinct()
                .toList();
    }

    private List<String> views() {
        return List.of(session.listViews());
    }

    @Override
    public Optional<ResolvedSchema> schema(String name) {
        return names().contains(name)
                ? Optional.of(session.from("`" + name + "`").getResolvedSchema())
                : Optional.empty();
    }

    @Override
    public Optional<StreamTable> stream(String name) {
        return catalog.isStream(name) ? Optional.of(binding.apply(name).table()) : Optional.empty();
    }
}
