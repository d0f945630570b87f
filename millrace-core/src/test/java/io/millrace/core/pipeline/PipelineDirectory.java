package io.millrace.core.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a user's files and loads them. */
record PipelineDirectory(Path root) {

    static final String SCRIPT = "CREATE TABLE orders (id INT);\nINSERT INTO orders SELECT 1;\n";

    /** @return the file, with its folders made */
    Path write(String file, String text) {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    Path write(String file, byte[] bytes) {
        Path path = root.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            return Files.write(path, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Pipeline load(String path) {
        return load(path, "local");
    }

    Pipeline load(String path, String environment) {
        return PipelineLoader.load(List.of(root.resolve(path)), environment).get(0);
    }

    /** Makes a message independent of where the files are. */
    String relative(String message) {
        return message.replace(root + "/", "");
    }
}
