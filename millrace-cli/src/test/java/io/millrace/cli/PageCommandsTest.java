package io.millrace.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The commands that the pages and the examples show are there, with their options. */
class PageCommandsTest {

    private static final Path ROOT = Path.of("..");

    /** What people have, or the page says where to get. */
    private static final Set<String> OTHER_PROGRAMS = Set.of("mvn", "java", "python3", "kcat", "./millrace-storm");

    private static final Pattern IN_A_SENTENCE = Pattern.compile("`((?:\\./)?millrace [a-z][^`\\n]*)`");

    static Stream<Page> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
            Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve);
            return Stream.of(top, docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md") && !file.startsWith(ROOT.resolve("docs/adr")))
                    .sorted()
                    .map(Page::new)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areAllThere(Page page) throws IOException {
        page.blocks("").stream()
                .flatMap(block -> block.text().replace("\\\n", " ").lines())
                .map(line -> line.replaceFirst("\\s+#.*", ""))
                .forEach(line -> assertThat(wrongWith(line)).as(line).isEmpty());
        IN_A_SENTENCE
                .matcher(Files.readString(page.file()))
                .results()
                .map(match -> match.group(1))
                .filter(line -> !line.contains("..."))
                .forEach(line -> assertThat(wrongWith(line)).as(line).doesNotContain("nknown", "nmatched"));
    }

    /** Empty for a command as a reader could type it. In a sentence it may lack what it is about. */
    private static String wrongWith(String line) {
        List<String> words = List.of(line.strip().split("\\s+"));
        String program = words.get(0);
        String missing = words.stream()
                .filter(word -> word.matches("(examples|\\.ci)/[^*]+") && !Files.exists(ROOT.resolve(word)))
                .collect(joining(", "));
        if (!missing.isEmpty()) {
            return "Unknown file: " + missing;
        }
        if (!program.endsWith("millrace")) {
            boolean isProgram = OTHER_PROGRAMS.contains(program) || program.matches("[A-Z_]+=.*|\\.ci/.*");
            return isProgram ? "" : "Unknown program; what is none is marked as ```text";
        }
        try {
            parse(words.subList(1, words.size()));
            return "";
        } catch (ParameterException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    private static void parse(List<String> words) {
        OfflineCli.on(Screen.pipe()).parseArgs(words.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run visits.sql --frsh", "rum visits.sql", "run", "run visits.sql --for 20"})
    void aLineThatWouldBeRefusedIsFound(String line) {
        assertThatThrownBy(() -> parse(List.of(line.split(" ")))).isInstanceOf(ParameterException.class);
    }
}
