package io.millrace.core.pipeline;

import java.util.List;

/**
 * What stands beside a pipeline's script for databases, each in the order of the files' names.
 *
 * @param scripts of {@code database/}, for the local database
 * @param connectors of {@code connectors/}
 */
public record DatabaseFiles(List<DatabaseScript> scripts, List<ConnectorFile> connectors) {

    public static final DatabaseFiles NONE = new DatabaseFiles(List.of(), List.of());

    public DatabaseFiles {
        scripts = List.copyOf(scripts);
        connectors = List.copyOf(connectors);
    }

    public boolean isEmpty() {
        return scripts.isEmpty() && connectors.isEmpty();
    }
}
