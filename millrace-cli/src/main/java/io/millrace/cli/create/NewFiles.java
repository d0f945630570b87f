package io.millrace.cli.create;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a new pipeline.
 *
 * @param contents by their paths in the pipeline's directory
 */
record NewFiles(Map<Path, byte[]> contents) {

    NewFiles {
        contents = new TreeMap<>(contents);
    }

    /**
     * @param folder does not exist yet
     * @return the files, in the order of their names
     */
    List<Path> write(Path folder) throws IOException {
        for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(folder));
            Files.write(path, file.getValue());
        }
        return List.copyOf(contents.keySet());
    }
}
