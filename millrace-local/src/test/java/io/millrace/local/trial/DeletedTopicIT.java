package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A topic is deleted under a running pipeline. */
class DeletedTopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Input INPUT = new Input(40_000, 4);
    private static final int PER_SECOND = 8_000;
    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS, Pipelines.BIG, Pipelines.TOTALS);
    private static final String POLICIES = Pipelines.policies("exactly-once", "60s");

    private static Outcome undisturbed;

    @TempDir
    private Path directory;

    @BeforeAll
    static void runUndisturbed(@TempDir Path directory) throws Exception {
        undisturbed = Outcome.finish(Trial.in(directory, SQL, POLICIES), INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trial.readings.rejects", "trial.readings.late", "big"})
    void stopsAndGoesOnExactlyOnceTheTopicIsBack(String topic) throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        Problem failure;
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND)) {
            await().atMost(PATIENCE).until(() -> Trial.input(Trial.status(run)).read() > INPUT.count() / 4);

            // When
            delete(run, topic);
            failure = failure(run);
        }
        Outcome goneOn = Outcome.finish(trial, INPUT);

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_DELETED);
        assertThat(failure.message()).contains("topic \"" + topic + "\", which pipeline \"trial\" writes, was deleted");
        assertThat(failure.remedy()).contains("run again");
        without(goneOn, topic).assertExactly(without(undisturbed, topic));
        goneOn.assertAccounts(INPUT);
        List<String> values = Committed.values(goneOn.topic(topic));
        assertThat(values)
                .as("what was written since")
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .hasSizeLessThan(undisturbed.topic(topic).size())
                .isSubsetOf(Committed.values(undisturbed.topic(topic)));
    }

    @Test
    void aTopicThatIsMadeAgainAtOnceIsAnotherOne() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        Problem failure;
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND)) {
            await().atMost(PATIENCE).until(() -> Trial.input(Trial.status(run)).read() > INPUT.count() / 4);

            // When
            delete(run, "counts");
            make(run, "counts", 6);
            failure = failure(run);
        }
        Outcome goneOn = Outcome.finish(trial, INPUT);

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_DELETED);
        without(goneOn, "counts").assertExactly(without(undisturbed, "counts"));
    }

    @Test
    void positionsInADeletedInputAreNotUsedInAnother() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, POLICIES);
        try (LocalRun run = trial.start()) {
            try (InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, InputFeed.AT_ONCE)) {
                await().atMost(PATIENCE)
                        .until(() -> Trial.input(Trial.status(run)).read() > INPUT.count() / 4);
                await().atMost(PATIENCE).until(() -> trial.lastCheckpoint() > 0);
                await().atMost(PATIENCE).until(feed::isDone);
            }

            // When
            delete(run, Input.TOPIC);
            Problem failure = failure(run);

            // Then
            assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_DELETED);
            assertThat(failure.message()).contains("topic \"readings\", which pipeline \"trial\" reads, was deleted");
            assertThat(failure.remedy()).contains("--fresh");
        }
        trial.fill(INPUT);
        assertThatThrownBy(trial::start)
                .as("old positions would skip what the new topic holds")
                .hasMessageContaining("MR-2007")
                .hasMessageContaining("\"readings\"")
                .hasMessageContaining("--fresh");
        Outcome fresh = Outcome.finish(trial, INPUT, trial.start(true));
        fresh.assertExactly(undisturbed);
        fresh.assertAccounts(INPUT);
    }

    private static Problem failure(LocalRun run) {
        await("it stops within seconds, not minutes")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Trial.status(run).state() == State.FAILED);
        return Trial.status(run).failure().orElseThrow();
    }

    private static void delete(LocalRun run, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE)
                    .until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    private static void make(LocalRun run, String topic, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    private static Outcome without(Outcome outcome, String topic) {
        Map<String, List<Committed>> others = new TreeMap<>(outcome.topics());
        others.remove(topic);
        return new Outcome(outcome.status(), others);
    }
}
