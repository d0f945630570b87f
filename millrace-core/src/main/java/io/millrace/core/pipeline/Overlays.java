package io.millrace.core.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what differs in an environment: {@code env/NAME.yml} in the pipeline's folder and in up to three above it, but
 * not above the folder that holds {@code .git}.
 */
final class Overlays {

    private static final int LEVELS_ABOVE = 3;

    private Overlays() {}

    /**
     * Nearest first; all are merged, so that a shared file may say what holds for many pipelines.
     *
     * @param folder absolute
     */
    static List<Path> find(Path folder, String environment) {
        List<Path> found = new ArrayList<>();
        Path at = folder;
        for (int level = 0; level <= LEVELS_ABOVE && at != null; level++) {
            Path overlay = at.resolve("env").resolve(environment + ".yml");
            if (Files.exists(overlay)) {
                found.add(overlay);
            }
            if (Files.exists(at.resolve(".git"))) {
                break;
            }
            at = at.getParent();
        }
        return List.copyOf(found);
    }
}
