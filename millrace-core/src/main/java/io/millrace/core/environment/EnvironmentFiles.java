package io.millrace.core.environment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what an environment's name stands for: {@code env/NAME.yml} in the pipeline's folder and in up to three above it,
 * but not above the folder that holds {@code .git}; and, unless the environment is the embedded one, in the working
 * directory.
 */
public final class EnvironmentFiles {

    /** The embedded environment, which needs no file. */
    public static final String LOCAL = "local";

    private static final int LEVELS_ABOVE = 3;

    private EnvironmentFiles() {}

    /**
     * Nearest first; all are merged, so that a shared file may say what holds for many pipelines.
     *
     * @param folder absolute
     */
    public static List<Path> find(Path folder, String environment) {
        List<Path> found = new ArrayList<>();
        Path at = folder;
        for (int level = 0; level <= LEVELS_ABOVE && at != null; level++) {
            addIfThere(at, environment, found);
            if (Files.exists(at.resolve(".git"))) {
                break;
            }
            at = at.getParent();
        }
        if (!environment.equals(LOCAL)) {
            addIfThere(Path.of("").toAbsolutePath(), environment, found);
        }
        return List.copyOf(found);
    }

    private static void addIfThere(Path folder, String environment, List<Path> found) {
        Path file = folder.resolve("env").resolve(environment + ".yml");
        if (Files.exists(file) && !found.contains(file)) {
            found.add(file);
        }
    }
}
