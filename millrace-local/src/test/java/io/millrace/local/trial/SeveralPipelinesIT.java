package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.local.LocalRun;
import io.millrace.local.LocalRunner;
import io.millrace.local.PipelineStatus;
import io.millrace.local.PipelineStatus.State;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that share one broker and one cluster do not share their fates. */
class SeveralPipelinesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String DIVIDING = """
            CREATE TABLE divisors (id BIGINT, d INT);
            CREATE TABLE quotients (id BIGINT, q INT);
            INSERT INTO quotients SELECT id, 100 / %s FROM divisors;
            """;

    private static final String COPYING = """
            CREATE TABLE %1$s (id BIGINT);
            CREATE TABLE %1$s_copy (id BIGINT);
            INSERT INTO %1$s_copy SELECT id FROM %1$s;
            """;

    @TempDir
    private Path directory;

    @Test
    void oneFailsAndOnePausesWhileTheThirdGoesOn() throws Exception {
        // Given
        List<Path> paths = List.of(
                pipeline("dividing", DIVIDING.formatted("d")),
                pipeline("flooded", COPYING.formatted("floods")),
                pipeline("steady", COPYING.formatted("steps")));
        Threads before = Threads.now();
        List<PipelineStatus> ended;
        List<Committed> copies;
        try (LocalRun run = start(paths)) {
            String kafka = run.bootstrapServers();
            Values.send(kafka, "steps", LongStream.range(0, 1_000), SeveralPipelinesIT::step);

            // When
            Values.send(kafka, "divisors", LongStream.range(0, 100), id -> divisor(id, id - 50));
            Values.send(kafka, "floods", LongStream.range(0, 2_000), id -> "no JSON");
            await().atMost(PATIENCE).until(() -> state(run, 0) == State.FAILED && state(run, 1) == State.PAUSED);
            Values.send(kafka, "steps", LongStream.range(1_000, 2_000), SeveralPipelinesIT::step);
            await().atMost(PATIENCE)
                    .until(() -> run.status().get(2).account().outputs().get(0).written() == 2_000);
            State steady = state(run, 2);
            await().atMost(PATIENCE)
                    .until(() -> Committed.all(kafka, "steps_copy").size() >= 2_000);
            copies = Committed.all(kafka, "steps_copy");
            ended = run.stop();

            // Then
            assertThat(steady).isEqualTo(State.RUNNING);
        }
        assertThat(ended).extracting(PipelineStatus::state).containsExactly(State.FAILED, State.PAUSED, State.STOPPED);
        assertThat(ended.get(0).failure()).hasValueSatisfying(problem -> {
            assertThat(problem.code()).isEqualTo(ErrorCode.PIPELINE_FAILED);
            assertThat(problem.message()).contains("\"dividing\"").contains("/ by zero");
        });
        assertThat(ended.get(1).failure())
                .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo(ErrorCode.REJECTS_FLOOD));
        assertThat(ended.get(2).account().isBalanced()).isTrue();
        assertThat(Values.ids(copies))
                .isEqualTo(LongStream.range(0, 2_000).boxed().toList());
        before.assertAllSinceHaveEnded();
    }

    @Test
    void theOneThatFailedGoesOnBesideTheOthersOnceItIsMended() throws Exception {
        // Given
        List<Path> paths =
                List.of(pipeline("dividing", DIVIDING.formatted("d")), pipeline("steady", COPYING.formatted("steps")));
        try (LocalRun run = start(paths)) {
            Values.send(run.bootstrapServers(), "divisors", LongStream.range(0, 100), id -> divisor(id, id - 50));
            await().atMost(PATIENCE).until(() -> state(run, 0) == State.FAILED);
        }

        // When
        pipeline("dividing", DIVIDING.formatted("NULLIF(d, 0)"));
        try (LocalRun run = start(paths)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            Committed.all(run.bootstrapServers(), "quotients").size() >= 100);

            // Then
            assertThat(Values.ids(Committed.all(run.bootstrapServers(), "quotients")))
                    .isEqualTo(LongStream.range(0, 100).boxed().toList());
        }
    }

    @Test
    void positionsInResultsThatAnotherOneForgetsAreNotUsedInItsNewOnes() throws Exception {
        // Given
        List<Path> paths = List.of(
                pipeline("first", COPYING.formatted("steps")), pipeline("second", COPYING.formatted("steps_copy")));
        try (LocalRun run = start(paths)) {
            Values.send(run.bootstrapServers(), "steps", LongStream.range(0, 100), SeveralPipelinesIT::step);
            await().atMost(PATIENCE)
                    .until(() -> run.status().get(1).account().outputs().get(0).written() == 100);
        }

        // When: a process ended while it forgot the first one
        Files.createFile(directory.resolve("data/pipelines/first/fresh"));

        // Then
        assertThatThrownBy(() -> start(paths))
                .as("old positions would skip what the first one writes from now on")
                .hasMessageContaining("MR-2007")
                .hasMessageContaining("topic \"steps_copy\", which pipeline \"second\" reads, was deleted");
    }

    @Test
    void twoOfOneNameAreRefused() throws Exception {
        // Given
        Path one = pipeline("steady", COPYING.formatted("steps"));
        Path other = pipeline("other", COPYING.formatted("stops"));
        Files.writeString(other.resolve("millrace.yml"), "name: steady\n");

        // When
        assertThatThrownBy(() -> start(List.of(one, other)))
                // Then
                .hasMessageContaining("MR-1008")
                .hasMessageContaining("two pipelines are named 'steady'");
    }

    private LocalRun start(List<Path> paths) {
        return LocalRunner.start(
                new RunRequest(paths, directory.resolve("data"), OptionalInt.of(0), false, false), Trial.SILENT);
    }

    private Path pipeline(String name, String sql) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("pipeline.sql"), sql);
        Files.writeString(folder.resolve("millrace.yml"), "checkpoint: 200ms\n");
        return folder;
    }

    private static State state(LocalRun run, int pipeline) {
        return run.status().get(pipeline).state();
    }

    private static String divisor(long id, long divisor) {
        return "{\"id\": " + id + ", \"d\": " + divisor + "}";
    }

    private static String step(long id) {
        return "{\"id\": " + id + "}";
    }
}
