package io.millrace.cli.run;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Paths that are not there, found before anything is written beside them. */
final class MissingPaths {

    private MissingPaths() {}

    static List<Problem> of(List<Path> paths) {
        return paths.stream()
                .filter(path -> !Files.exists(path))
                .map(path -> Problem.of(
                        ErrorCode.FILE_MISSING, "there is no file or directory '" + path + "'", remedy(path)))
                .toList();
    }

    private static String remedy(Path path) {
        return near(path.toAbsolutePath().normalize())
                .map(name -> "write '" + path.resolveSibling(name) + "' if that was meant")
                .orElse("name a .sql file or the directory of a pipeline");
    }

    private static Optional<String> near(Path path) {
        Path folder = path.getParent();
        Path name = path.getFileName();
        if (folder == null || name == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> siblings = Files.list(folder)) {
            List<String> names = siblings.map(sibling -> sibling.getFileName().toString())
                    .filter(sibling -> !sibling.startsWith("."))
                    .toList();
            return Suggestions.nearest(name.toString(), names);
        } catch (IOException | UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
