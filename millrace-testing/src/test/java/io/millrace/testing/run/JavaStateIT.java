package io.millrace.testing.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.environment.EnvironmentFiles;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import io.millrace.flink.log.MemoryLog;
import io.millrace.local.cluster.ClusterOptions;
import io.millrace.local.cluster.LocalCluster;
import io.millrace.testing.script.GivenRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Java keeps in state is there again after a stop, for changed code too. */
class JavaStateIT {

    private static final String SQL = """
            CREATE TABLE words (word STRING NOT NULL);
            CREATE TABLE counted (word STRING, times BIGINT);
            CREATE TABLE numbered (word STRING, number BIGINT);
            CREATE TABLE joined (label STRING, word STRING, PRIMARY KEY (label) NOT ENFORCED);
            INSERT INTO numbered
            SELECT word, number FROM Number(spoken => TABLE words PARTITION BY word, uid => 'number');
            INSERT INTO joined SELECT MAX('all'), Joined(word) FROM words;
            """;
    private static final String PROGRAM = """
            import io.millrace.flink.api.*;
            import org.apache.flink.api.common.functions.*;
            import org.apache.flink.api.common.state.*;
            import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
            import org.apache.flink.util.Collector;

            public class Counting implements StreamProgram {
                public record Word(String word) {}

                public record Counted(String word, long times) {}

                public void define(Streams streams) {
                    streams.write("counted", streams.read("words", Word.class).keyBy(Word::word).process(new Count()));
                }

                static class Count extends KeyedProcessFunction<String, Word, Counted> {
                    private transient ValueState<Counted> last;

                    public void open(OpenContext context) {
                        last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Counted.class));
                    }

                    public void processElement(Word word, Context context, Collector<Counted> out) throws Exception {
                        Counted before = last.value();
                        Counted now = new Counted(word.word(), before == null ? 1 : before.times() + %s);
                        last.update(now);
                        out.collect(now);
                    }
                }
            }
            """;
    private static final String NUMBER = """
            import org.apache.flink.table.annotation.*;
            import org.apache.flink.table.functions.ProcessTableFunction;
            import org.apache.flink.types.Row;

            @DataTypeHint("ROW<number BIGINT>")
            public class Number extends ProcessTableFunction<Row> {
                public static class Seen { public long number; }

                public void eval(@StateHint Seen seen, @ArgumentHint(ArgumentTrait.SET_SEMANTIC_TABLE) Row spoken) {
                    seen.number += %s;
                    collect(Row.of(seen.number));
                }
            }
            """;
    private static final String JOINED = """
            public class Joined extends org.apache.flink.table.functions.AggregateFunction<String, Joined.Text> {
                public static class Text { public String word = ""; }

                public Text createAccumulator() { return new Text(); }

                public void accumulate(Text text, String word) {
                    text.word += word;
                }

                public String getValue(Text text) { return text.word + "%s"; }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void isFoundAgainByTheSameCodeAndByAChangedBody() throws Exception {
        // Given
        write("1", "1", "");
        try (LocalCluster cluster = LocalCluster.start(new ClusterOptions(2, folder.resolve("tmp")))) {
            List<String> before;
            String savepoint;
            try (PlannedPipeline planned = PlannedPipeline.of(load(), JobCache.none());
                    MemoryLog log = open(planned)) {
                JobID job = cluster.submit(planned.graph());
                before = results(cluster, job, log, "to", "to", "be");
                savepoint =
                        cluster.stop(job, folder.resolve("savepoints").toUri().toString(), Duration.ofSeconds(30));
            }
            write("100", "100", "!");

            // When
            List<String> after;
            try (PlannedPipeline planned = PlannedPipeline.of(load(), JobCache.none());
                    MemoryLog log = open(planned)) {
                JobGraph graph = planned.graph();
                graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
                JobID job = cluster.submit(graph);
                after = results(cluster, job, log, "to");
                cluster.cancel(job);
            }

            // Then
            assertThat(before)
                    .contains(
                            "{\"word\":\"to\",\"times\":2}",
                            "{\"word\":\"to\",\"number\":2}",
                            "{\"label\":\"all\",\"word\":\"totobe\"}");
            assertThat(after)
                    .containsExactlyInAnyOrder(
                            "{\"word\":\"to\",\"times\":102}",
                            "{\"word\":\"to\",\"number\":102}",
                            "{\"label\":\"all\",\"word\":\"totobeto!\"}");
        }
    }

    private void write(String times, String number, String suffix) throws IOException {
        Path java = Files.createDirectories(folder.resolve("words").resolve("java"));
        Files.writeString(folder.resolve("words").resolve("pipeline.sql"), SQL);
        Files.writeString(java.resolve("Counting.java"), PROGRAM.formatted(times));
        Files.writeString(java.resolve("Number.java"), NUMBER.formatted(number));
        Files.writeString(java.resolve("Joined.java"), JOINED.formatted(suffix));
    }

    private Pipeline load() {
        return PipelineLoader.load(List.of(folder.resolve("words")), EnvironmentFiles.LOCAL)
                .get(0);
    }

    private static MemoryLog open(PlannedPipeline planned) {
        return MemoryLog.open(
                planned.logId(),
                Pipelines.CLOCK,
                List.of(new MemoryLog.Input("words", "words", new TreeSet<>(List.of(0)))));
    }

    private static List<String> results(LocalCluster cluster, JobID job, MemoryLog log, String... words)
            throws Exception {
        for (String word : words) {
            GivenRecord record = Pipelines.record("words", "{\"word\":\"" + word + "\"}");
            log.give("words", 0, record.timestamp(), record.key(), record.value(), new RecordHeaders());
        }
        log.emitted().get();
        cluster.checkpoint(job);
        List<String> results = new ArrayList<>();
        for (String table : List.of("counted", "numbered", "joined")) {
            log.written(table).forEach(result -> results.add(new String(result.value(), StandardCharsets.UTF_8)));
        }
        return results;
    }
}
