package io.millrace.testing.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.error.Problem;
import io.millrace.core.error.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFilesTest {

    private static final String TWO = "test: a\nexpect: {t: []}\n---\ntest: b\nexpect: {t: []}\n";
    private static final String ONE = "test: c\nexpect: {t: []}\n";

    private final Problems problems = new Problems();

    @TempDir
    private Path root;

    @Test
    void aPipelinesTestsAreFoundByItsFolderItsScriptAndTheirOwnFolder() throws IOException {
        // Given
        write("orders/pipeline.sql", "");
        write("orders/tests/late.yml", TWO);
        write("orders/tests/early.yml", ONE);
        write("orders/tests/rows.csv", "");

        for (String path : List.of("orders", "orders/pipeline.sql", "orders/tests", ".")) {
            // When
            List<PipelineScripts> found = find(path);

            // Then
            assertThat(found).as(path).hasSize(1);
            assertThat(found.get(0).source()).isEqualTo(root.resolve("orders"));
            assertThat(found.get(0).tests()).extracting(TestScript::name).containsExactly("c", "a", "b");
            assertThat(found.get(0).tests()).extracting(TestScript::document).containsExactly(0, 0, 1);
            assertThat(problems.all()).isEmpty();
        }
    }

    @Test
    void aSingleFileIsEnough() throws IOException {
        // Given
        write("orders/orders.sql", "");
        write("orders/tests/late.yml", TWO);
        write("orders/tests/early.yml", ONE);

        // When
        List<PipelineScripts> found = find("orders/tests/early.yml");

        // Then
        assertThat(found.get(0).source()).isEqualTo(root.resolve("orders"));
        assertThat(found.get(0).tests()).extracting(TestScript::name).containsExactly("c");
    }

    @Test
    void pipelinesBelowAFolderAreFoundButNoneThatIsHiddenOrBuilt() throws IOException {
        // Given
        write("a/pipeline.sql", "");
        write("a/tests/t.yml", ONE);
        write("deep/er/b/pipeline.sql", "");
        write("deep/er/b/tests/t.yml", ONE);
        write("target/c/pipeline.sql", "");
        write("target/c/tests/t.yml", ONE);
        write(".millrace/d/pipeline.sql", "");
        write(".millrace/d/tests/t.yml", ONE);
        write("no-pipeline/tests/ci.yml", "on: push");
        write("tests/ci.yml", "on: push");

        // When
        List<PipelineScripts> found = find(".");

        // Then
        assertThat(found)
                .extracting(PipelineScripts::source)
                .containsExactly(root.resolve("a"), root.resolve("deep/er/b"));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void testsWithoutAPipelineAreFoundWhereTheyAreNamed() throws IOException {
        // Given
        write("orders/tests/t.yml", ONE);

        // When
        List<PipelineScripts> found = find("orders");

        // Then
        assertThat(found).as("loading the pipeline then says what is missing").hasSize(1);
        assertThat(found.get(0).source()).isEqualTo(root.resolve("orders"));
    }

    @Test
    void aTestNamesItsScriptWhereThereAreSeveral() throws IOException {
        // Given
        write("shop/a.sql", "");
        write("shop/b.sql", "");
        write("shop/tests/t.yml", """
                test: of a
                pipeline: a.sql
                expect: {t: []}
                ---
                test: of b
                pipeline: b.sql
                expect: {t: []}
                """);

        // When
        List<PipelineScripts> both = find("shop");
        List<PipelineScripts> one = find("shop/b.sql");

        // Then
        assertThat(both)
                .extracting(PipelineScripts::source)
                .containsExactly(root.resolve("shop/a.sql"), root.resolve("shop/b.sql"));
        assertThat(one).hasSize(1);
        assertThat(one.get(0).tests()).extracting(TestScript::name).containsExactly("of b");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void pipelineSqlIsMeantWhereATestNamesNone() throws IOException {
        // Given
        write("shop/pipeline.sql", "");
        write("shop/b.sql", "");
        write("shop/tests/t.yml", ONE);

        // When
        List<PipelineScripts> found = find("shop");

        // Then
        assertThat(found).extracting(PipelineScripts::source).containsExactly(root.resolve("shop"));
    }

    @Test
    void aTestThatTwoPathsLeadToIsOne() throws IOException {
        // Given
        write("orders/pipeline.sql", "");
        write("orders/tests/late.yml", TWO);

        // When
        List<PipelineScripts> found = find("orders", "orders/tests/late.yml", ".");

        // Then
        assertThat(found).hasSize(1);
        assertThat(found.get(0).tests()).hasSize(2);
    }

    @Test
    void aTestThatDoesNotSayWhoseItIsIsAProblem() throws IOException {
        // Given
        write("shop/a.sql", "");
        write("shop/b.sql", "");
        write("shop/tests/t.yml", ONE + "---\npipeline: c.sql\n" + ONE);

        // When
        List<PipelineScripts> found = find("shop");

        // Then
        assertThat(found).isEmpty();
        assertThat(told())
                .containsExactly(
                        "shop/tests/t.yml:1:1 [MR-1014] 'shop' holds several scripts, and the test does not say which"
                                + " one it is for | add to the test pipeline: a.sql, or another of a.sql, b.sql",
                        "shop/tests/t.yml:4:11 [MR-1014] 'shop' holds no script 'c.sql'"
                                + " | write 'a.sql' if that was meant; scripts there: a.sql, b.sql");
    }

    @Test
    void aPathWithoutTestsIsAProblem() throws IOException {
        // Given
        write("orders/pipeline.sql", "");
        write("empty/x.txt", "");
        write("orders/millrace.yml", "");

        // When
        find("orders", "orders/pipeline.sql", "empty", "ordres", "orders/millrace.yml");

        // Then
        String orders = "write one, such as 'orders/tests/first.yml', beginning with test: what must happen";
        assertThat(told())
                .containsExactly(
                        "[MR-1010] 'orders' has no tests | " + orders,
                        "[MR-1010] 'orders/pipeline.sql' has no tests | " + orders,
                        "[MR-1010] 'empty' has no tests | name a pipeline that has some in tests/*.yml beside its"
                                + " script, or a folder above such pipelines",
                        "[MR-1010] no such file or directory: 'ordres' | use 'orders' if that was meant",
                        "[MR-1010] 'orders/millrace.yml' is no test file | name a pipeline, a folder above some, or a"
                                + " .yml file in a folder named tests beside a script");
    }

    @Test
    void aFileThatWouldBePassedOverIsAProblem() throws IOException {
        // Given
        write("orders/pipeline.sql", "");
        write("orders/tests/a.yml", ONE);
        write("orders/tests/b.yaml", ONE);

        // When
        find("orders");

        // Then
        assertThat(told())
                .containsExactly(
                        "[MR-1010] 'orders/tests/b.yaml' is not read: its name must end in .yml | rename it to b.yml");
    }

    @Test
    void aBrokenTestIsFoundBesideItsProblems() throws IOException {
        // Given
        write("orders/pipeline.sql", "");
        write("orders/tests/a.yml", "test: a\nexpct: {}\nexpect: {t: []}\n");

        // When
        List<PipelineScripts> found = find("orders");

        // Then
        assertThat(found.get(0).tests()).hasSize(1);
        assertThat(problems.all()).hasSize(1);
    }

    private List<PipelineScripts> find(String... paths) {
        return TestFiles.find(
                Stream.of(paths).map(path -> root.resolve(path).normalize()).toList(), problems);
    }

    private List<String> told() {
        return problems.all().stream().map(this::told).toList();
    }

    private String told(Problem problem) {
        return (problem.location().map(at -> at + " ").orElse("")
                        + "[%s] %s | %s".formatted(problem.code(), problem.message(), problem.remedy()))
                .replace(root + "/", "");
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
