package io.millrace.core.pipeline;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the Java of the pipelines in a folder. */
final class JavaFolder {

    static final String SOURCES = "java";
    static final String LIBRARIES = "lib";

    private final Path folder;
    private final Problems problems;

    /** @param folder as the user would type it */
    JavaFolder(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    JavaFiles files() {
        return new JavaFiles(sources(), libraries());
    }

    private List<Path> sources() {
        return below(folder.resolve(SOURCES), ".java", Integer.MAX_VALUE);
    }

    private List<Path> libraries() {
        return below(folder.resolve(LIBRARIES), ".jar", 1);
    }

    /** A script that is one of several, none of which the folder's Java is clearly meant for. */
    void refuseBeside(Path script) {
        Optional<String> found = !sources().isEmpty()
                ? Optional.of(SOURCES)
                : libraries().isEmpty() ? Optional.empty() : Optional.of(LIBRARIES);
        found.ifPresent(name -> problems.add(
                ErrorCode.FILE_MISSING,
                "'%s' stands beside several scripts, so it is unclear whether it is meant for '%s'"
                        .formatted(SourceFile.label(folder.resolve(name)), PipelineFiles.fileName(script)),
                "rename the script that it is meant for to " + PipelineFiles.SCRIPT
                        + ", or give each script a folder of its own"));
    }

    private List<Path> below(Path root, String extension, int depth) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
            return paths.filter(path -> PipelineFiles.fileName(path).endsWith(extension) && Files.isRegularFile(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' cannot be read: %s"
                            .formatted(SourceFile.label(root), e.getClass().getSimpleName()),
                    "check that you may read it and everything in it");
            return List.of();
        }
    }
}
