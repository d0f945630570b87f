package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLoaderTest {

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
    }

    @Test
    void namesADirectoryAndItsPipelineSqlAlikeSoThatStateIsFoundAgain() {
        // Given
        files.write("My Orders!/pipeline.sql", PipelineDirectory.SCRIPT);

        // When
        Pipeline byDirectory = files.load("My Orders!");
        Pipeline byFile = files.load("My Orders!/pipeline.sql");

        // Then
        assertThat(byDirectory.name()).isEqualTo("my-orders").isEqualTo(byFile.name());
        assertThat(byDirectory.source()).isEqualTo(files.root().resolve("My Orders!"));
        assertThat(byFile.source()).isEqualTo(files.root().resolve("My Orders!/pipeline.sql"));
        assertThat(byDirectory.statements()).hasSize(2).isEqualTo(byFile.statements());
    }

    @Test
    void takesTheOnlyScriptOfADirectoryUnderTheScriptsName() {
        // Given
        files.write("orders/Spend_2.sql", PipelineDirectory.SCRIPT);
        files.write("orders/millrace.yml", "parallelism: 3");

        // When
        Pipeline byDirectory = files.load("orders");
        Pipeline byFile = files.load("orders/Spend_2.sql");

        // Then
        assertThat(byDirectory.name()).isEqualTo("spend_2").isEqualTo(byFile.name());
        assertThat(byDirectory.policies().parallelism()).contains(3);
        assertThat(byFile.policies().parallelism()).contains(3);
    }

    @Test
    void findsTheJavaBesideAScript() {
        // Given
        Path helper = files.write("orders/java/shop/Helper.java", "");
        Path alerts = files.write("orders/java/Alerts.java", "");
        Path library = files.write("orders/lib/words.jar", "");
        files.write("orders/java/notes.txt", "");
        files.write("orders/pipeline.sql", "CREATE TABLE orders (id INT);");

        // When
        Pipeline pipeline = files.load("orders");

        // Then
        assertThat(pipeline.java()).isEqualTo(new JavaFiles(List.of(alerts, helper), List.of(library)));
        assertThat(pipeline.statements())
                .as("what there is to compute may stand in the Java")
                .hasSize(1);
    }

    @Test
    void javaBelongsToPipelineSqlWhereThereAreSeveralScripts() {
        // Given
        files.write("jobs/java/Alerts.java", "");
        files.write("jobs/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("jobs/other.sql", PipelineDirectory.SCRIPT);

        // When
        Pipeline own = files.load("jobs");
        Pipeline other = files.load("jobs/other.sql");

        // Then
        assertThat(own.java().sources()).hasSize(1);
        assertThat(other.java()).isEqualTo(JavaFiles.NONE);
    }

    @Test
    void givesEachOfSeveralScriptsItsOwnSettings() {
        // Given
        files.write("jobs/a.sql", PipelineDirectory.SCRIPT);
        files.write("jobs/a.yml", "parallelism: 2");
        files.write("jobs/b.sql", PipelineDirectory.SCRIPT);

        // When
        List<Pipeline> pipelines = PipelineLoader.load(
                List.of(files.root().resolve("jobs/a.sql"), files.root().resolve("jobs/b.sql")), "local");

        // Then
        assertThat(pipelines).extracting(Pipeline::name).containsExactly("a", "b");
        assertThat(pipelines.get(0).policies().parallelism()).contains(2);
        assertThat(pipelines.get(1).policies()).isEqualTo(Policies.standard());
    }

    @Test
    void leavesMillraceYmlToPipelineSqlWhereThereIsOne() {
        // Given
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("orders/millrace.yml", "name: shop-orders");
        files.write("orders/scratch.sql", PipelineDirectory.SCRIPT);

        // When
        Pipeline scratch = files.load("orders/scratch.sql");

        // Then
        assertThat(scratch.name()).isEqualTo("scratch");
        assertThat(files.load("orders").name()).isEqualTo("shop-orders");
    }

    @Test
    void runsAScriptAloneWithTheDefaults() {
        // Given
        files.write("orders/pipeline.sql", "\uFEFF-- a script\r\n\r\nINSERT INTO a\r\nSELECT 1");

        // When
        Pipeline pipeline = files.load("orders/pipeline.sql");

        // Then
        assertThat(pipeline.policies()).isEqualTo(Policies.standard());
        assertThat(pipeline.statements())
                .extracting(SqlStatement::text, SqlStatement::line)
                .containsExactly(tuple("INSERT INTO a\nSELECT 1", 3));
    }

    @Test
    void takesAnEmptySettingsFileForTheDefaults() {
        // Given
        files.write("orders/pipeline.sql", PipelineDirectory.SCRIPT);
        files.write("orders/millrace.yml", "# nothing yet\n");

        // When
        Pipeline pipeline = files.load("orders");

        // Then
        assertThat(pipeline.policies()).isEqualTo(Policies.standard());
    }
}
