package io.millrace.flink.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.JavaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserCodeTest {

    @TempDir
    private Path folder;

    @Test
    void findsTheClassesOfAKindByName() throws IOException {
        // Given
        Path zebra = source(
                "Zebra",
                "public class Zebra implements java.util.function.Supplier<String> {"
                        + " public String get() { return \"zebra\"; } public static class Stripe implements Runnable {"
                        + " public void run() {} } }");
        Path ape = source("Ape", "public class Ape extends Zebra {}");
        Path idea = source("Idea", "public abstract class Idea implements java.util.function.Supplier<String> {}");

        // When
        try (UserCode code = UserCode.compile(new JavaFiles(List.of(ape, idea, zebra), List.of()), folder)) {

            // Then
            assertThat(code.problems()).isEmpty();
            assertThat(code.classes(Supplier.class)).extracting(Class::getName).containsExactly("Ape", "Zebra");
            assertThat(code.classes(Runnable.class))
                    .as("a class inside another is that one's own affair")
                    .isEmpty();
            assertThat(code.declaration(code.classes(Supplier.class).get(0))).hasToString(ape + ":1:14");
        }
    }

    @Test
    void tellsEveryMistakeOfEverySourceAtItsCharacter() throws IOException {
        // Given
        Path first = source("First", "public class First {\n\tint one = \"1\";\n\tint two = nothing;\n}\n");
        Path second = source("Second", "public class Second {\r\n    First other = new Frist();\r\n}\r\n");

        // When
        try (UserCode code = UserCode.compile(new JavaFiles(List.of(first, second), List.of()), folder)) {

            // Then
            assertThat(code.problems())
                    .extracting(problem -> problem.location().orElseThrow().toString())
                    .as("a tab is one character")
                    .containsExactly(first + ":2:12", first + ":3:12", second + ":2:23");
            assertThat(code.problems())
                    .extracting(Problem::remedy)
                    .endsWith("correct the name, import the class, or put the jar that has it into lib/");
            assertThat(code.classes(Object.class)).isEmpty();
            assertThat(code.names()).containsExactly("First", "Second");
        }
    }

    @Test
    void seesTheClassesOfLibraries() throws Exception {
        // Given
        Path library = library();
        Path user = source("User", "public class User { public String say() { return Greeting.TEXT; } }");

        // When
        try (UserCode code = UserCode.compile(new JavaFiles(List.of(user), List.of(library)), folder)) {

            // Then
            assertThat(code.problems()).isEmpty();
            Object made = code.classes(Object.class).get(0).getConstructor().newInstance();
            assertThat(made.getClass().getMethod("say").invoke(made)).isEqualTo("hello");
            assertThat(code.urls()).as("a cluster needs both").hasSize(2);
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        // Given
        Path classes = Files.createDirectory(folder.resolve("classes"));
        UserCode code = UserCode.compile(
                new JavaFiles(List.of(source("Ape", "public class Ape { class Tail {} }")), List.of()), classes);
        assertThat(classes).isNotEmptyDirectory();

        // When
        code.close();

        // Then
        assertThat(classes).isEmptyDirectory();
    }

    private Path library() throws IOException {
        Path source = source("Greeting", "public class Greeting { public static String TEXT = \"hello\"; }");
        Path jar = folder.resolve("greeting.jar");
        try (UserCode greeting = UserCode.compile(new JavaFiles(List.of(source), List.of()), folder.resolve("lib"));
                Stream<Path> compiled = Files.walk(folder.resolve("lib"));
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            assertThat(greeting.problems()).isEmpty();
            Path file = compiled.filter(path -> path.endsWith("Greeting.class"))
                    .findFirst()
                    .orElseThrow();
            out.putNextEntry(new JarEntry("Greeting.class"));
            out.write(Files.readAllBytes(file));
        }
        return jar;
    }

    private Path source(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".java"), text);
    }
}
