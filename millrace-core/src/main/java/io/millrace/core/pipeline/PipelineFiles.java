package io.millrace.core.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one pipeline.
 *
 * @param source what the user named
 * @param settings {@code millrace.yml} or the script's own {@code .yml}
 * @param database scripts of {@code database/}, in the order of their names
 * @param connectors of {@code connectors/}, in the order of their names
 */
record PipelineFiles(
        Path source, Path script, Optional<Path> settings, JavaFiles java, List<Path> database, List<Path> connectors) {

    static final String SCRIPT = "pipeline.sql";
    static final String SETTINGS = "millrace.yml";

    /** Where the script is; absolute. */
    Path folder() {
        Path absolute = script.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /** The name where no file says one; not yet normalised. */
    String defaultName() {
        String file = fileName(script);
        return file.equals(SCRIPT) ? fileName(folder()) : withoutExtension(file);
    }

    /** Empty for the root of a file system. */
    static String fileName(Path path) {
        return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
    }

    static String withoutExtension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }
}
