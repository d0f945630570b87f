package io.millrace.testing.script;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for test files where a path leads; reads none. */
final class TestFolders {

    private static final String TESTS = "tests";
    private static final String BUILT = "target";

    private final Problems problems;

    TestFolders(Problems problems) {
        this.problems = problems;
    }

    /**
     * A test file.
     *
     * @param pipelines the folder of the scripts that it can be for
     * @param script the only one whose tests are wanted
     */
    record Found(Path file, Path pipelines, Optional<String> script) {}

    List<Found> find(Path path) {
        if (Files.isDirectory(path)) {
            List<Found> found = new ArrayList<>();
            if (name(path).equals(TESTS) && !Files.isDirectory(path.resolve(TESTS))) {
                found.addAll(files(path, parent(path), Optional.empty()));
            }
            walk(path, found);
            return found.isEmpty() ? files(path.resolve(TESTS), path, Optional.empty()) : found;
        }
        if (!Files.exists(path)) {
            missing(path);
            return List.of();
        }
        String name = name(path);
        if (name.endsWith(".sql")) {
            return files(parent(path).resolve(TESTS), parent(path), Optional.of(name));
        }
        if (name.endsWith(".yml") && name(parent(path)).equals(TESTS)) {
            return List.of(new Found(path, parent(parent(path)), Optional.empty()));
        }
        problems.add(
                ErrorCode.FILE_MISSING,
                "'%s' is no test file".formatted(SourceFile.label(path)),
                "name a pipeline, a folder above some, or a .yml file in a folder named tests beside a script");
        return List.of();
    }

    private void walk(Path folder, List<Found> found) {
        boolean holdsPipeline = !scripts(folder).isEmpty();
        if (holdsPipeline) {
            found.addAll(files(folder.resolve(TESTS), folder, Optional.empty()));
        }
        for (String name : names(folder)) {
            Path below = folder.resolve(name);
            boolean isOwn = holdsPipeline && name.equals(TESTS);
            if (!isOwn && !name.equals(BUILT) && Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
                walk(below, found);
            }
        }
    }

    private List<Found> files(Path tests, Path pipelines, Optional<String> script) {
        List<String> names = names(tests);
        names.stream()
                .filter(name -> name.endsWith(".yaml"))
                .forEach(name -> problems.add(
                        ErrorCode.FILE_MISSING,
                        "'%s' is not read: its name must end in .yml".formatted(SourceFile.label(tests.resolve(name))),
                        "rename it to " + name.replaceAll("yaml$", "yml")));
        return names.stream()
                .filter(name -> name.endsWith(".yml"))
                .map(name -> new Found(tests.resolve(name), pipelines, script))
                .toList();
    }

    private void missing(Path path) {
        List<String> names = names(parent(path));
        problems.add(
                ErrorCode.FILE_MISSING,
                "no such file or directory: '%s'".formatted(path),
                Suggestions.nearest(name(path), names)
                        .map(near ->
                                "use '%s' if that was meant".formatted(SourceFile.label(path.resolveSibling(near))))
                        .orElse("name a pipeline, a folder above some, or a test file"));
    }

    static String remedyWithoutTests(Path path) {
        boolean isScript = name(path).endsWith(".sql");
        if (isScript || Files.isDirectory(path) && !scripts(path).isEmpty()) {
            Path first = (isScript ? parent(path) : path).resolve(TESTS).resolve("first.yml");
            return "write one, such as '%s', beginning with test: what must happen".formatted(SourceFile.label(first));
        }
        return "name a pipeline that has some in tests/*.yml beside its script, or a folder above such pipelines";
    }

    /** The names of a folder's scripts. */
    static List<String> scripts(Path folder) {
        return names(folder).stream()
                .filter(name -> name.endsWith(".sql") && Files.isRegularFile(folder.resolve(name)))
                .toList();
    }

    /** None of what is hidden, or of a folder that cannot be read. */
    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(TestFolders::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** Also of {@code .} and of paths that end in it. */
    private static String name(Path path) {
        return Optional.ofNullable(path.toAbsolutePath().normalize().getFileName())
                .map(Path::toString)
                .orElse("");
    }

    /** As the user would type it. */
    private static Path parent(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        if (path.isAbsolute()) {
            return parent;
        }
        Path relative = Path.of("").toAbsolutePath().relativize(parent);
        return relative.toString().isEmpty() ? Path.of(".") : relative;
    }
}
