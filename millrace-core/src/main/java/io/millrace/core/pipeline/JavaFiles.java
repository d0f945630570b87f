package io.millrace.core.pipeline;

import java.nio.file.Path;
import java.util.List;

/**
 * The Java beside a pipeline's script.
 *
 * @param sources of {@code java/}, in the order of their names
 * @param libraries of {@code lib/}, jars that the sources and the SQL may use, in the order of their names
 */
public record JavaFiles(List<Path> sources, List<Path> libraries) {

    public static final JavaFiles NONE = new JavaFiles(List.of(), List.of());

    public JavaFiles {
        sources = List.copyOf(sources);
        libraries = List.copyOf(libraries);
    }

    public boolean isEmpty() {
        return sources.isEmpty() && libraries.isEmpty();
    }
}
