package io.millrace.core.pipeline;

import static io.millrace.core.pipeline.PipelineFiles.SCRIPT;
import static io.millrace.core.pipeline.PipelineFiles.SETTINGS;
import static io.millrace.core.pipeline.PipelineFiles.fileName;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import io.millrace.core.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the files of the pipeline that a path names. */
final class FileFinder {

    private static final int SHOWN_NAMES = 8;
    private static final String DATABASE = "database";
    private static final String CONNECTORS = "connectors";

    private final Problems problems;

    FileFinder(Problems problems) {
        this.problems = problems;
    }

    /** Empty if it cannot be told which files are meant, which is then a problem. */
    Optional<PipelineFiles> find(Path source) {
        if (Files.isDirectory(source)) {
            return script(source).flatMap(script -> withSettings(source, script));
        }
        if (!Files.exists(source)) {
            return missing(source);
        }
        if (!fileName(source).endsWith(".sql")) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' is neither a directory nor a .sql file".formatted(source),
                    "name the pipeline's directory or its script");
            return Optional.empty();
        }
        return withSettings(source, source);
    }

    private Optional<Path> script(Path folder) {
        List<String> scripts = names(folder).stream()
                .filter(name -> name.endsWith(".sql") && Files.isRegularFile(folder.resolve(name)))
                .toList();
        if (scripts.contains(SCRIPT)) {
            return Optional.of(folder.resolve(SCRIPT));
        }
        if (scripts.size() == 1) {
            return Optional.of(folder.resolve(scripts.get(0)));
        }
        problems.add(
                ErrorCode.FILE_MISSING,
                "'%s' has no %s (found: %s)"
                        .formatted(folder, SCRIPT, shown(scripts.isEmpty() ? names(folder) : scripts)),
                scriptRemedy(folder, scripts));
        return Optional.empty();
    }

    private static String scriptRemedy(Path folder, List<String> scripts) {
        if (!scripts.isEmpty()) {
            return "name the one you mean, such as '%s', or several; or rename one to %s"
                    .formatted(SourceFile.label(folder.resolve(scripts.get(0))), SCRIPT);
        }
        List<String> below = names(folder).stream()
                .filter(name -> Files.exists(folder.resolve(name).resolve(SCRIPT)))
                .map(name -> SourceFile.label(folder.resolve(name)))
                .toList();
        return below.isEmpty()
                ? "write one, or name another directory; 'millrace new NAME' makes a pipeline to start from"
                : "name the pipelines in it: " + shown(below);
    }

    private Optional<PipelineFiles> withSettings(Path source, Path script) {
        Path shared = script.resolveSibling(SETTINGS);
        Path own = script.resolveSibling(PipelineFiles.withoutExtension(fileName(script)) + ".yml");
        List<Path> candidates = Stream.of(own, shared)
                .filter(Files::exists)
                .filter(candidate -> candidate.equals(own) || belongs(script))
                .toList();
        if (candidates.size() > 1) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' has two files of settings: %s and %s"
                            .formatted(SourceFile.label(script), fileName(own), SETTINGS),
                    "keep one of the two");
            return Optional.empty();
        }
        if (candidates.isEmpty() && Files.exists(shared) && !Files.exists(script.resolveSibling(SCRIPT))) {
            problems.add(
                    ErrorCode.FILE_MISSING,
                    "'%s' stands beside several scripts, so it is unclear whether it is meant for '%s'"
                            .formatted(SourceFile.label(shared), fileName(script)),
                    "rename it to %s, or the script that it is meant for to %s".formatted(fileName(own), SCRIPT));
            return Optional.empty();
        }
        refuseOtherExtension(own, shared);
        return Optional.of(new PipelineFiles(
                source,
                script,
                candidates.stream().findFirst(),
                java(script),
                beside(script, DATABASE, ".sql"),
                beside(script, CONNECTORS, ".json")));
    }

    private static List<Path> beside(Path script, String folder, String ending) {
        Path directory = script.resolveSibling(folder);
        return belongs(script)
                ? names(directory).stream()
                        .filter(name -> name.endsWith(ending))
                        .map(directory::resolve)
                        .toList()
                : List.of();
    }

    private JavaFiles java(Path script) {
        JavaFolder beside = new JavaFolder(folder(script), problems);
        if (belongs(script)) {
            return beside.files();
        }
        if (!Files.exists(script.resolveSibling(SCRIPT))) {
            beside.refuseBeside(script);
        }
        return JavaFiles.NONE;
    }

    /** Whether {@code millrace.yml} and Java beside a script are meant for it. */
    private static boolean belongs(Path script) {
        return fileName(script).equals(SCRIPT)
                || names(folder(script)).stream()
                                .filter(name -> name.endsWith(".sql"))
                                .count()
                        == 1;
    }

    /** A file that looks like settings but is not read would change nothing, in silence. */
    private void refuseOtherExtension(Path own, Path shared) {
        Stream.of(own, shared)
                .map(path -> path.resolveSibling(fileName(path).replaceAll("yml$", "yaml")))
                .distinct()
                .filter(Files::exists)
                .forEach(path -> problems.add(
                        ErrorCode.FILE_MISSING,
                        "'%s' is not read: its name must end in .yml".formatted(SourceFile.label(path)),
                        "rename it to " + fileName(path).replaceAll("yaml$", "yml")));
    }

    private Optional<PipelineFiles> missing(Path source) {
        List<String> names = names(folder(source)).stream()
                .filter(name -> name.endsWith(".sql")
                        || Files.isDirectory(folder(source).resolve(name)))
                .toList();
        String remedy = Suggestions.nearest(fileName(source), names)
                .map(near -> "use '%s' if that was meant".formatted(SourceFile.label(source.resolveSibling(near))))
                .orElse("name a pipeline's directory or .sql file; found there: " + shown(names));
        problems.add(ErrorCode.FILE_MISSING, "no such file or directory: '%s'".formatted(source), remedy);
        return Optional.empty();
    }

    private static Path folder(Path file) {
        return Optional.ofNullable(file.getParent()).orElse(Path.of("."));
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(PipelineFiles::fileName)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static String shown(List<String> names) {
        if (names.isEmpty()) {
            return "nothing";
        }
        String first = String.join(", ", names.subList(0, Math.min(SHOWN_NAMES, names.size())));
        return names.size() > SHOWN_NAMES ? first + ", ..." : first;
    }
}
