package io.millrace.flink.code;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.pipeline.JavaFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pipeline's Java, compiled and loaded. Whoever compiles it closes it, once the pipeline's job has ended: that removes
 * the class files. Thread-safe once made.
 */
public final class UserCode implements AutoCloseable {

    private final Optional<Path> folder;
    private final List<Path> libraries;
    private final JavaSources sources;
    private final List<URL> urls;
    private final URLClassLoader loader;
    private final List<Problem> problems;

    private UserCode(
            Optional<Path> folder, List<Path> libraries, JavaSources sources, List<URL> urls, List<Problem> problems) {
        this.folder = folder;
        this.libraries = List.copyOf(libraries);
        this.sources = sources;
        this.urls = List.copyOf(urls);
        this.loader = new URLClassLoader("pipeline", urls.toArray(URL[]::new), UserCode.class.getClassLoader());
        this.problems = List.copyOf(problems);
    }

    /** Of a pipeline without any. */
    public static UserCode none() {
        return new UserCode(
                Optional.empty(), List.of(), JavaSources.read(List.of(), new Problems()), List.of(), List.of());
    }

    /**
     * Compiles into a folder of its own among the system's temporary ones.
     *
     * @return also where it cannot be compiled: then with {@link #problems}
     */
    public static UserCode compile(JavaFiles files) {
        return compile(files, Optional.empty());
    }

    /** @param parent where a folder for the classes is made */
    public static UserCode compile(JavaFiles files, Path parent) {
        return compile(files, Optional.of(parent));
    }

    private static UserCode compile(JavaFiles files, Optional<Path> parent) {
        if (files.isEmpty()) {
            return none();
        }
        Problems problems = new Problems();
        JavaSources sources = JavaSources.read(files.sources(), problems);
        List<URL> urls = new ArrayList<>();
        Optional<Path> folder = files.sources().isEmpty() ? Optional.empty() : Optional.of(folder(parent));
        try {
            folder.ifPresent(into -> Compilation.run(sources, files.libraries(), into, problems));
            folder.map(UserCode::url).ifPresent(urls::add);
            files.libraries().stream().map(UserCode::url).forEach(urls::add);
            return new UserCode(folder, files.libraries(), sources, urls, problems.byPlace());
        } catch (RuntimeException e) {
            folder.ifPresent(UserCode::delete);
            throw e;
        }
    }

    private static Path folder(Optional<Path> parent) {
        String prefix = "millrace-java-";
        try {
            return parent.isPresent()
                    ? Files.createTempDirectory(Files.createDirectories(parent.get()), prefix)
                    : Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.DATA_UNWRITABLE,
                    "no folder could be made for compiled Java: " + e,
                    "make room, or choose another place with the environment variable TMPDIR",
                    e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What kept the sources from being compiled. */
    public List<Problem> problems() {
        return problems;
    }

    /** Finds the pipeline's classes, those of its libraries, and all of this process. */
    public ClassLoader loader() {
        return loader;
    }

    /** Where a cluster finds the classes; empty where there are none. */
    public List<URL> urls() {
        return urls;
    }

    /**
     * The classes as jars, for a cluster that does not see this machine's files: one of what was compiled, and the
     * libraries.
     *
     * @param into an existing directory
     */
    public List<Path> jars(Path into) {
        List<Path> jars = new ArrayList<>();
        folder.ifPresent(compiled -> jars.add(ClassJar.write(compiled, into)));
        jars.addAll(libraries);
        return jars;
    }

    /**
     * The pipeline's own classes of a kind that can be made: not abstract ones, nor nested ones; by name.
     *
     * @return empty if the sources could not be compiled
     */
    public <T> List<Class<? extends T>> classes(Class<T> kind) {
        List<Class<? extends T>> found = new ArrayList<>();
        if (problems.isEmpty()) {
            for (String name : sources.classes()) {
                Class<?> loaded = load(name);
                if (kind.isAssignableFrom(loaded) && !Modifier.isAbstract(loaded.getModifiers())) {
                    found.add(loaded.asSubclass(kind));
                }
            }
        }
        return found;
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MillraceException(
                    List.of(Problem.at(
                            sources.declaration(name),
                            ErrorCode.JAVA_INVALID,
                            "class '" + name + "' cannot be loaded: " + e,
                            "put the jar that has the missing class into lib/")),
                    e);
        }
    }

    /** The names of all that would be compiled, also where it cannot be. */
    public List<String> names() {
        return sources.objects().stream()
                .map(source -> source.getName().replaceAll(".*/|\\.java$", ""))
                .toList();
    }

    /** Whether the class is one of the pipeline's sources. */
    public boolean isOwn(Class<?> type) {
        return sources.classes().contains(outermost(type).getName());
    }

    /** Where a class of the pipeline is declared. */
    public SourceLocation declaration(Class<?> type) {
        return sources.declaration(outermost(type).getName());
    }

    /** The first place in the file of a class that fits; the group is what is meant. */
    public SourceLocation find(Class<?> type, Pattern pattern) {
        return sources.find(outermost(type).getName(), pattern);
    }

    /** The line of the pipeline's own Java that an exception came from. */
    public Optional<SourceLocation> line(Throwable thrown) {
        return line(Stream.of(thrown.getStackTrace()));
    }

    /** The line of the pipeline's own Java that is being executed. */
    public Optional<SourceLocation> line() {
        return line(Stream.of(new Throwable().getStackTrace()));
    }

    private Optional<SourceLocation> line(Stream<StackTraceElement> stack) {
        return stack.filter(frame -> frame.getLineNumber() > 0)
                .filter(frame -> sources.classes().contains(outermost(frame.getClassName())))
                .findFirst()
                .map(frame -> sources.line(outermost(frame.getClassName()), frame.getLineNumber()));
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return outer == null ? type : outermost(outer);
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested < 0 ? className : className.substring(0, nested);
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            folder.ifPresent(UserCode::delete);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
