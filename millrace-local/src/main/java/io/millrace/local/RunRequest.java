package io.millrace.local;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the user asked {@code run} to do.
 *
 * @param paths pipelines: {@code .sql} files or directories; at least one
 * @param data where broker, checkpoints and logs are kept
 * @param portBase Kafka listens here (and the controller on a free port), a database on the next port, Kafka Connect on the
 *     one after; 0 means any; empty means 9092, 5433, 8083
 * @param fresh forget the pipelines' state, results, late rows and rejects, and read their inputs again
 * @param wipe delete all local data first
 */
public record RunRequest(List<Path> paths, Path data, OptionalInt portBase, boolean fresh, boolean wipe) {

    public RunRequest {
        paths = List.copyOf(paths);
    }
}
