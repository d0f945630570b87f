package io.millrace.cli.create;

import io.millrace.local.data.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
     * Writes all of them, or leaves nothing behind.
     *
     * @param folder does not exist yet
     * @return the files, in the order of their names
     */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(
                Optional.ofNullable(folder.toAbsolutePath().getParent()).orElse(folder));
        // fails if somebody else has made it meanwhile: from here on, whatever is in it is ours
        Files.createDirectory(folder);
        try {
            for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(Optional.ofNullable(path.getParent()).orElse(folder));
                Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW);
            }
        } catch (IOException e) {
            FileTree.delete(folder);
            throw e;
        }
        return List.copyOf(contents.keySet());
    }
}
