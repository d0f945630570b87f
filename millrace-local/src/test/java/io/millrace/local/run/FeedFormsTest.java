package io.millrace.local.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.job.JobState;
import io.millrace.flink.job.Recovery;
import io.millrace.flink.job.StateFile;
import io.millrace.flink.launch.PreparedPipeline;
import io.millrace.flink.table.StreamBinding;
import io.millrace.kafka.feed.RecordForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedFormsTest {

    private final Path directory;

    FeedFormsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theTablesFormatDecides() throws Exception {
        assertThat(form("id INT, a STRING", "'format' = 'json'", "x.csv")).isEqualTo(RecordForm.JSON);
        assertThat(form("id INT, a STRING", "'format' = 'csv', 'csv.null-literal' = '-'", "x.csv"))
                .isEqualTo(new RecordForm.Csv(List.of("id", "a")));
        assertThat(form("a STRING", "'format' = 'raw'", "x.log")).isEqualTo(new RecordForm.Lines());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id INT, a STRING | 'format' = 'csv' | x.jsonl | is no CSV file",
                "id INT, a STRING | 'format' = 'csv', 'csv.field-delimiter' = ';' | x.csv | has other characters",
                "id INT | 'format' = 'raw' | x.txt | its column is no text",
                "a STRING | 'format' = 'raw', 'key.fields' = 'a' | x.txt | is the record key"
            })
    void whatCannotBeFedIsToldBeforeAnythingStarts(String columns, String options, String file, String problem) {
        assertThatThrownBy(() -> form(columns, options, file))
                .hasMessageContaining("millrace.yml:2:22: [MR-1012] the feed of table \"fed\" does not fit it")
                .hasMessageContaining(problem);
    }

    @Test
    void aFeedOfAResultWouldFeedNothing() {
        assertThatThrownBy(() -> form("id INT", "'topic' = 'fed'", "x.csv", "kept"))
                .hasMessageContaining("millrace.yml:2:23: [MR-1012] the feed of table \"kept\" does not fit it: the"
                        + " pipeline writes the table and does not read it");
    }

    private RecordForm form(String columns, String options, String file) throws IOException {
        return form(columns, options, file, "fed");
    }

    private RecordForm form(String columns, String options, String file, String table) throws IOException {
        Files.writeString(directory.resolve("pipeline.sql"), """
                CREATE TABLE fed (%s) WITH (%s);
                CREATE TABLE kept (n INT);
                INSERT INTO kept SELECT 1 FROM fed;
                """.formatted(columns, options));
        Files.writeString(
                directory.resolve("millrace.yml"),
                "name: feeds\ntables: {%s: {feed: {file: %s}}}\n".formatted(table, file));
        Files.writeString(directory.resolve(file), "");
        Pipeline pipeline =
                PipelineLoader.load(List.of(directory), EnvironmentFiles.LOCAL).get(0);
        PreparedPipeline prepared =
                PreparedPipeline.of(pipeline, JobState.fresh(StateFile.of(directory)), 1, Recovery.STOP, directory);
        FeedForms.check(pipeline, prepared.inputs(), prepared.outputs());
        StreamBinding fed = prepared.inputs().get(0);
        return FeedForms.of(fed.table());
    }
}
