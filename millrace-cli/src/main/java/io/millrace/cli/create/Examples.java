package io.millrace.cli.create;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.PipelineFolders;
import io.millrace.core.text.Suggestions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The examples that can be copied, by the names of their directories; those of the shop too. */
final class Examples {

    private static final String SETTINGS = "millrace.yml";

    /** About the example where it is, or left behind by a run of it. */
    private static final Set<String> LEFT_OUT = Set.of("README.md", "expected.json", ".millrace", "target");

    private final Path folder;

    Examples(Path folder) {
        this.folder = folder;
    }

    /** @throws MillraceException if there is no such example */
    NewFiles files(String example, String name) {
        List<Path> known = PipelineFolders.below(folder).stream()
                .filter(path -> !path.equals(folder) && Files.isDirectory(path))
                .toList();
        Path whole = folder.resolve(example);
        List<Path> meant = known.contains(whole)
                ? List.of(whole)
                : known.stream().filter(path -> path.endsWith(example)).toList();
        if (meant.size() == 1) {
            return copy(meant.get(0), name);
        }
        List<String> names = known.stream()
                .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                .toList();
        throw new MillraceException(
                ErrorCode.USAGE,
                (meant.isEmpty() ? "there is no example '" : "there are several examples '") + example + "'",
                known.isEmpty()
                        ? "start it with ./millrace of a whole clone, which holds the examples"
                        : Suggestions.nearest(example, lastParts(names))
                                        .map(near -> "write '%s' if that was meant; ".formatted(near))
                                        .orElse("use one of the ")
                                + "examples: "
                                + String.join(", ", names));
    }

    /** What people type. */
    private static List<String> lastParts(List<String> names) {
        return names.stream()
                .map(name -> name.substring(name.lastIndexOf('/') + 1))
                .toList();
    }

    private static NewFiles copy(Path from, String name) {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path inside = from.relativize(file);
                if (!isLeftOut(inside)) {
                    contents.put(
                            inside, inside.equals(Path.of(SETTINGS)) ? renamed(file, name) : Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NewFiles(contents);
    }

    private static boolean isLeftOut(Path inside) {
        for (Path part : inside) {
            if (LEFT_OUT.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }

    /** State, consumer group and rejects are kept under the name: the copy has its own. */
    private static byte[] renamed(Path settings, String name) throws IOException {
        return Files.readString(settings)
                .replaceFirst("(?m)^name:.*$", "name: " + name)
                .getBytes(StandardCharsets.UTF_8);
    }
}
