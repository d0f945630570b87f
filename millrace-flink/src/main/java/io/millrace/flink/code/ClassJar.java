package io.millrace.flink.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Puts compiled classes into a jar. */
final class ClassJar {

    private ClassJar() {}

    /** The same classes give the same bytes, so that a cluster which has the jar takes no second copy. */
    static Path write(Path classes, Path into) {
        Path jar = into.resolve("pipeline-classes.jar");
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                JarEntry entry =
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(file, out);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pipeline's classes cannot be written to " + jar, e);
        }
        return jar;
    }
}
