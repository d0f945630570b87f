package io.millrace.flink.code;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.SourceText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One call of the JDK's compiler, on the class path of this process and the pipeline's libraries. */
final class Compilation {

    /**
     * No annotation processors: none of the user's is meant, and looking for them takes time. Names of parameters become
     * names of arguments in SQL; lines become places of problems.
     */
    private static final List<String> OPTIONS =
            List.of("-proc:none", "-parameters", "-g", "-nowarn", "--release", "17", "-encoding", "UTF-8");

    private Compilation() {}

    /** Writes classes into the folder; what is wrong with the sources goes to {@code problems}. */
    static void run(JavaSources sources, List<Path> libraries, Path folder, Problems problems) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            problems.add(noCompiler());
            return;
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = Stream.concat(
                            OPTIONS.stream(), Stream.of("-d", folder.toString(), "-classpath", classPath(libraries)))
                    .toList();
            compiler.getTask(null, new Noting(files, sources), diagnostics, options, null, sources.objects())
                    .call();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                problems.add(problem(diagnostic, sources));
            }
        }
    }

    private static Problem noCompiler() {
        return Problem.of(
                ErrorCode.JAVA_COMPILER,
                "the pipeline has Java to compile, and the Java in \"" + System.getProperty("java.home")
                        + "\" has no compiler: it is a JRE",
                "install a JDK 17 or newer, and set JAVA_HOME to where it is");
    }

    /** That of a run, for every command, so that what compiles for one does for all. */
    private static String classPath(List<Path> libraries) {
        String own = System.getProperty("millrace.class-path", System.getProperty("java.class.path", ""));
        return Stream.concat(Stream.of(own), libraries.stream().map(library -> library.toAbsolutePath()
                        .toString()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Problem problem(Diagnostic<? extends JavaFileObject> diagnostic, JavaSources sources) {
        String message = diagnostic
                .getMessage(Locale.ROOT)
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("; "));
        String remedy = remedy(String.valueOf(diagnostic.getCode()), message);
        JavaFileObject source = diagnostic.getSource();
        if (source == null) {
            return Problem.of(ErrorCode.JAVA_INVALID, message, remedy);
        }
        return Problem.at(place(diagnostic, sources.text(source.toUri())), ErrorCode.JAVA_INVALID, message, remedy);
    }

    /** By the character and not by the compiler's column, which counts a tab as several. */
    private static SourceLocation place(Diagnostic<?> diagnostic, SourceText text) {
        long position = diagnostic.getPosition();
        return position == Diagnostic.NOPOS
                ? text.at(1, 0)
                : text.at((int) Math.min(position, text.text().length()));
    }

    private static String remedy(String code, String message) {
        if (code.contains("doesnt.exist")) {
            return "correct the import, or put the jar that has the package into lib/";
        }
        if (code.contains("cant.resolve")) {
            return message.contains("symbol: class")
                    ? "correct the name, import the class, or put the jar that has it into lib/"
                    : "correct the name, or declare it";
        }
        if (code.contains("class.public.should.be.in.file")) {
            return "name the file as the class, or put the class into a file of its own";
        }
        return "correct the Java here; it is compiled as Java 17";
    }

    /** Notes which class came of which source. */
    private static final class Noting extends ForwardingJavaFileManager<JavaFileManager> {

        private final JavaSources sources;

        private Noting(JavaFileManager files, JavaSources sources) {
            super(files);
            this.sources = sources;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) throws IOException {
            sources.compiled(className, sibling.toUri());
            return super.getJavaFileForOutput(location, className, kind, sibling);
        }
    }
}
