package io.millrace.core.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for pipelines where a path leads; reads none. */
public final class PipelineFolders {

    /** Folders that hold what was built, or what is only for tests. */
    private static final Set<String> PASSED_OVER = Set.of("target", "tests");

    private PipelineFolders() {}

    /** The path itself, or the pipelines below it if it is a folder without a script; itself if there are none. */
    public static List<Path> below(Path path) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(path) && scripts(path).isEmpty()) {
            walk(path, found);
        }
        return found.isEmpty() ? List.of(path) : found;
    }

    private static void walk(Path folder, List<Path> found) {
        List<Path> scripts = scripts(folder);
        boolean isOne = scripts.size() == 1
                || scripts.stream()
                        .anyMatch(script -> PipelineFiles.fileName(script).equals(PipelineFiles.SCRIPT));
        found.addAll(isOne ? List.of(folder) : scripts);
        for (Path inside : inside(folder)) {
            boolean isFolder = Files.isDirectory(inside, LinkOption.NOFOLLOW_LINKS);
            if (isFolder && !PASSED_OVER.contains(PipelineFiles.fileName(inside))) {
                walk(inside, found);
            }
        }
    }

    private static List<Path> scripts(Path folder) {
        return inside(folder).stream()
                .filter(path -> PipelineFiles.fileName(path).endsWith(".sql") && Files.isRegularFile(path))
                .toList();
    }

    /** In the order of their names; none of what is hidden, or of a folder that cannot be read. */
    private static List<Path> inside(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> !PipelineFiles.fileName(path).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
