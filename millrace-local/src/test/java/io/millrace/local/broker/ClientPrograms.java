package io.millrace.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Runs the programs of {@code examples/clients}. */
enum ClientPrograms {
    /** Compiled, and run in this process, where nobody wants to read what they print. */
    JAVA {
        @Override
        boolean isThere() {
            return true;
        }

        @Override
        void run(String name, Path scratch, String... arguments) throws Exception {
            compile(FOLDER.resolve(name + ".java"), scratch);
            PrintStream out = System.out;
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {scratch.toUri().toURL()}, ClientPrograms.class.getClassLoader())) {
                System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
                loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
            } finally {
                System.setOut(out);
            }
        }
    },
    /** Where there is a Python with Kafka's client. */
    PYTHON {
        @Override
        boolean isThere() {
            return !pythons().isEmpty();
        }

        @Override
        void run(String name, Path scratch, String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(
                    pythons().get(0),
                    FOLDER.resolve(name.toLowerCase(Locale.ROOT) + ".py").toString()));
            command.addAll(List.of(arguments));
            Path said = scratch.resolve(name + ".log");
            int exitCode = exitCode(command, Redirect.to(said.toFile()));
            assertThat(exitCode)
                    .as(String.join(" ", command) + "\n" + Files.readString(said))
                    .isZero();
        }
    };

    private static final Path FOLDER = Path.of("..", "examples", "clients");

    abstract boolean isThere();

    /**
     * Returns once the program has ended well.
     *
     * @param name as the Java program's
     * @param scratch for files of its making
     */
    abstract void run(String name, Path scratch, String... arguments) throws Exception;

    private static void compile(Path source, Path target) throws IOException, URISyntaxException {
        Path client = Path.of(KafkaProducer.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            boolean isCompiled = compiler.getTask(
                            said,
                            files,
                            null,
                            List.of("-proc:none", "-Xlint:all", "-Werror", "-cp", client.toString(), "-d", "" + target),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(isCompiled).as(said.toString()).isTrue();
        }
    }

    /** The system's own one has the distribution's packages; another may stand before it on the path. */
    private static List<String> pythons() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(python -> exitCode(List.of(python, "-c", "import confluent_kafka"), Redirect.DISCARD) == 0)
                .toList();
    }

    private static int exitCode(List<String> command, Redirect output) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            boolean hasEnded = process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly();
            return hasEnded ? process.exitValue() : -1;
        } catch (IOException notThere) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
