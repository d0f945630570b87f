package io.millrace.cli.run;

import java.nio.file.Path;
import java.util.List;

/**
 * Where everything is, once it runs.
 *
 * @param data the data directory
 */
record Started(List<String> pipelines, String bootstrapServers, Path data, Path log) {

    Started {
        pipelines = List.copyOf(pipelines);
    }
}
