package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoaderProblemsTest {

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
    }

    @Test
    void reportsEveryProblemOfEveryFileAtOnce() {
        // Given
        files.write("a/pipeline.sql", "INSERT INTO t SELECT 'x;\n");
        files.write("a/millrace.yml", "state: disk\nlate: 1s\n");
        files.write("b/pipeline.sql", "-- nothing\n");

        // When
        String message = failure("a", "b", "c");

        // Then
        assertThat(message).isEqualTo("""
                        a/pipeline.sql:1:22: [MR-1004] the string that starts here is never closed
                            INSERT INTO t SELECT 'x;
                                                 ^
                          Fix: close it with '; inside, write the quote itself twice (docs/errors/MR-1004.md)
                        a/millrace.yml:1:8: [MR-1003] state must be one of heap, rocksdb (was: 'disk')
                            state: disk
                                   ^
                          Fix: write for example state: heap (docs/errors/MR-1003.md)
                        a/millrace.yml:2:1: [MR-1002] unknown key 'late'
                            late: 1s
                            ^
                          Fix: use one of the known keys: name, delivery, profile, checkpoint, state, time-zone, \
                        parallelism, idle, lateness, future, rejects, tables (docs/errors/MR-1002.md)
                        b/pipeline.sql:1: [MR-1009] the script holds no statement
                            -- nothing
                          Fix: say what to compute: INSERT INTO some_table SELECT ... FROM another_table; \
                        (docs/errors/MR-1009.md)
                        [MR-1010] no such file or directory: 'c'
                          Fix: name a pipeline's directory or .sql file; found there: a, b (docs/errors/MR-1010.md)""");
    }

    @Test
    void namesWhatIsNearAMissingPath() {
        // Given
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("notes.txt", "");

        // When
        String message = failure("ordres", "something.sql");

        // Then
        assertThat(message)
                .contains("no such file or directory: 'ordres'\n  Fix: use 'orders' if that was meant")
                .contains("Fix: name a pipeline's directory or .sql file; found there: orders");
    }

    @Test
    void saysWhatADirectoryHoldsInsteadOfAScript() {
        // Given
        files.write("several/a.sql", PipelineDirectory.SCRIPT);
        files.write("several/b.sql", PipelineDirectory.SCRIPT);
        files.write("above/one/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("none/readme.md", "");

        // When
        String message = failure("several", "above", "none");

        // Then
        assertThat(message).isEqualTo("""
                        [MR-1010] 'several' has no pipeline.sql (found: a.sql, b.sql)
                          Fix: name the one you mean, such as 'several/a.sql', or several; or rename one to \
                        pipeline.sql (docs/errors/MR-1010.md)
                        [MR-1010] 'above' has no pipeline.sql (found: one)
                          Fix: name the pipelines in it: above/one (docs/errors/MR-1010.md)
                        [MR-1010] 'none' has no pipeline.sql (found: readme.md)
                          Fix: write one, or name another directory; 'millrace new NAME' makes a pipeline to start \
                        from (docs/errors/MR-1010.md)""");
    }

    @Test
    void refusesSettingsThatCouldBeMeantForAnotherScript() {
        // Given
        files.write("several/a.sql", PipelineDirectory.SCRIPT);
        files.write("several/b.sql", PipelineDirectory.SCRIPT);
        files.write("several/millrace.yml", "");
        files.write("both/a.sql", PipelineDirectory.SCRIPT);
        files.write("both/a.yml", "");
        files.write("both/millrace.yml", "");
        files.write("yaml/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("yaml/millrace.yaml", "");

        // When
        String message = failure("several/a.sql", "both", "yaml", "yaml/millrace.yaml");

        // Then
        assertThat(message)
                .contains("'several/millrace.yml' stands beside several scripts,"
                        + " so it is unclear whether it is meant for 'a.sql'")
                .contains("rename it to a.yml, or the script that it is meant for to pipeline.sql")
                .contains("'both/a.sql' has two files of settings: a.yml and millrace.yml")
                .contains("'yaml/millrace.yaml' is not read: its name must end in .yml")
                .contains("'yaml/millrace.yaml' is neither a directory nor a .sql file");
    }

    @Test
    void refusesJavaThatCouldBeMeantForAnotherScript() {
        // Given
        files.write("jobs/a.sql", PipelineDirectory.SCRIPT);
        files.write("jobs/b.sql", PipelineDirectory.SCRIPT);
        files.write("jobs/java/Alerts.java", "");

        // When
        String message = failure("jobs/a.sql");

        // Then
        assertThat(message)
                .contains("'jobs/java' stands beside several scripts, so it is unclear whether it is meant for 'a.sql'")
                .contains("rename the script that it is meant for to pipeline.sql");
    }

    @Test
    void refusesTwoPipelinesOfOneName() {
        // Given
        files.write("a/orders/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("b/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("b/millrace.yml", "name: orders");

        // When
        String message = failure("a/orders", "b");

        // Then
        assertThat(message)
                .startsWith("[MR-1008] two pipelines are named 'orders': 'a/orders' and 'b'\n"
                        + "  Fix: give one of them another name");
    }

    @Test
    void refusesNamesThatTopicsCannotCarry() {
        // Given
        files.write("a/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("a/millrace.yml", "name: My Orders");
        files.write("___/pipeline.sql", PipelineDirectory.SCRIPT);

        // When
        String message = failure("a", "___");

        // Then
        assertThat(message)
                .contains("a/millrace.yml:1:7: [MR-1008] a pipeline's name must match [a-z0-9][a-z0-9_-]{0,62}"
                        + " (was: 'My Orders')")
                .contains("Fix: write for example name: my-orders")
                .contains("[MR-1008] no name can be made from '___'");
    }

    @Test
    void refusesScriptsThatComputeNothing() {
        // Given
        files.write("a/pipeline.sql", "CREATE TABLE t (x INT);");
        files.write("b/pipeline.sql", "");

        // When
        String message = failure("a", "b");

        // Then
        assertThat(message)
                .contains("a/pipeline.sql:1: [MR-1009] the script holds no INSERT INTO")
                .contains("b/pipeline.sql:1: [MR-1009] the script holds no statement");
    }

    @Test
    void refusesFilesThatAreNotUtf8WithThePlace() {
        // Given
        files.write("a/pipeline.sql", "-- ok\n-- caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        // When
        String message = failure("a");

        // Then
        assertThat(message).startsWith("a/pipeline.sql:2:7: [MR-1004] the file is not UTF-8: byte 0xE9 stands here");
    }

    @Test
    void refusesACallThatNamesNothing() {
        // When
        MillraceException failure =
                catchThrowableOfType(MillraceException.class, () -> PipelineLoader.load(List.of(), "../prod"));

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(failure)
                .hasMessageContaining("no pipeline is named")
                .hasMessageContaining("'../prod' cannot be an environment's name");
    }

    private String failure(String... paths) {
        List<Path> resolved = Stream.of(paths).map(files.root()::resolve).toList();
        MillraceException failure =
                catchThrowableOfType(MillraceException.class, () -> PipelineLoader.load(resolved, "local"));
        return files.relative(String.valueOf(failure.getMessage()));
    }
}
