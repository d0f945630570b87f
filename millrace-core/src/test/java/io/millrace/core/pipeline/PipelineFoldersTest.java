package io.millrace.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFoldersTest {

    private PipelineDirectory files;

    @BeforeEach
    void makeDirectory(@TempDir Path root) {
        files = new PipelineDirectory(root);
    }

    @Test
    void aPipelineIsItself() {
        // Given
        files.write("orders/pipeline.sql", "");
        files.write("orders/more/pipeline.sql", "");

        assertThat(PipelineFolders.below(files.root().resolve("orders")))
                .containsExactly(files.root().resolve("orders"));
    }

    @Test
    void aFolderIsThePipelinesBelowItAndScriptsThatStandTogetherAreOneEach() {
        // Given
        files.write("a/pipeline.sql", "");
        files.write("a/inner/spend.sql", "");
        files.write("b/one.sql", "");
        files.write("b/two.sql", "");
        files.write("a/tests/given.sql", "");
        files.write("target/pipeline.sql", "");
        files.write(".hidden/pipeline.sql", "");

        assertThat(PipelineFolders.below(files.root()))
                .extracting(path -> files.root().relativize(path).toString())
                .containsExactly("a", "a/inner", "b/one.sql", "b/two.sql");
    }

    @Test
    void whatHoldsNoneIsItselfSoThatWhoeverReadsItSaysSo() {
        assertThat(PipelineFolders.below(files.root())).containsExactly(files.root());
        assertThat(PipelineFolders.below(Path.of("nowhere"))).containsExactly(Path.of("nowhere"));
    }
}
