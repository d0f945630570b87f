package io.millrace.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run keeps its data when {@code --data} does not say. */
final class DataDirectoryChoice {

    private DataDirectoryChoice() {}

    /**
     * {@code .millrace} beside the first pipeline's SQL: inside a pipeline directory, or in the folder of a {@code .sql}
     * file. So {@code run orders} and {@code run orders/pipeline.sql} share their data, and two pipelines never do by
     * accident.
     */
    static Path beside(Path first) {
        Path path = first.toAbsolutePath().normalize();
        Path folder = Files.isDirectory(path) ? path : path.resolveSibling("");
        return folder.resolve(".millrace");
    }
}
