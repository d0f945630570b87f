package io.millrace.testing.script;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestFileProblemsTest {

    @TempDir
    private Path folder;

    /**
     * A broken test file.
     *
     * @param rule what it breaks
     * @param problems as they must be told
     */
    record Broken(String rule, String text, String problems) {

        @Override
        public String toString() {
            return rule;
        }
    }

    @ParameterizedTest
    @MethodSource
    void everyProblemIsToldWithItsPlaceAndRemedy(Broken broken) throws IOException {
        // When
        String told = problems(broken.text()).all().stream()
                .map(problem -> "%s [%s] %s%n  Fix: %s"
                        .formatted(place(problem), problem.code(), problem.message(), problem.remedy()))
                .collect(joining("\n"));

        // Then
        assertThat(told.replace(folder.toString(), "shop/tests")).isEqualToNormalizingNewlines(broken.problems());
    }

    @Test
    void enoughIsBroken() throws IOException {
        assertThat(everyProblemIsToldWithItsPlaceAndRemedy()).hasSizeGreaterThan(60);
    }

    @Test
    void theValueIsMarked() throws IOException {
        // When
        Problems problems = problems("test: a\ngiven:\n  orders: [{order_id: 42}]\nexpect: {totals: []}\n");

        // Then
        assertThat(problems.all()).hasSize(1);
        assertThat(problems.all().get(0).render()).isEqualTo("""
                %s/broken.yml:3:23: [MR-1014] column 'order_id' is STRING, and 42 is a number
                      orders: [{order_id: 42}]
                                          ^
                  Fix: quote it: order_id: '42' (docs/errors/MR-1014.md)""".formatted(folder));
    }

    private Problems problems(String text) throws IOException {
        Files.writeString(folder.resolve("order.jsonl"), "{}\n");
        Files.writeString(folder.resolve("bad.csv"), """
                order_id,amount,quantity
                o1,600.001,1
                o2,1

                "o3",2,"a
                b"
                o4,"3"x,4
                """);
        Files.writeString(folder.resolve("head.csv"), "order_id,amout,amount,amount,received,tags\n");
        Files.writeString(folder.resolve("nested.csv"), "order_id,tags\no1,a;b\n");
        Files.writeString(folder.resolve("empty.csv"), "\n");
        Path file = Files.writeString(folder.resolve("broken.yml"), text);
        Problems problems = new Problems();
        TestBinder binder = new TestBinder(Shapes.shop(), problems);
        TestReader.read(file, problems).forEach(binder::bind);
        return problems;
    }

    private static String place(Problem problem) {
        return problem.location()
                .map(at -> Path.of(at.file()).getFileName() + ":" + at.line() + ":" + at.column())
                .map(place -> place.replace("broken.yml:", ""))
                .orElse("-");
    }

    static Stream<Broken> everyProblemIsToldWithItsPlaceAndRemedy() throws IOException {
        try (InputStream in = TestFileProblemsTest.class.getResourceAsStream("broken.txt")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(all.split("\n*=== ")).skip(1).map(TestFileProblemsTest::broken);
        }
    }

    private static Broken broken(String part) {
        String[] ruleAndRest = part.split("\n", 2);
        String[] textAndProblems = ruleAndRest[1].split("\n-->\n?", 2);
        return new Broken(ruleAndRest[0], textAndProblems[0] + "\n", textAndProblems[1].strip());
    }
}
