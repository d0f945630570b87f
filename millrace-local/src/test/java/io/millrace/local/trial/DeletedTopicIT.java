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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic is deleted under a running pipeline. */
@Tag("long")
class DeletedTopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Input INPUT = new Input(40_000, 4);
    private static final int PER_SECOND = 4_000;
    private static final String REJECTS = "trial.readings.rejects";
    private static final String SQL = Pipelines.reading(INPUT, Pipelines.COUNTS, Pipelines.BIG, Pipelines.TOTALS);
    private static final String EXACTLY_ONCE = Pipelines.policies("exactly-once", "60s");

    @TempDir
    private Path directory;

    /** One after the other under the same pipeline: each time it goes on from its last checkpoint. */
    @Test
    void stopsAndGoesOnExactlyOnceTheTopicIsBack() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, EXACTLY_ONCE);
        List<String> topics = List.of("big", "trial.readings.late", REJECTS);
        Threads before = Threads.now();

        // When
        List<Problem> failures = new ArrayList<>();
        for (String topic : topics) {
            failures.add(deleteUnder(trial, topic, INPUT.count() / 5 * (failures.size() + 1)));
        }
        before.assertAllSinceHaveEnded();
        Outcome goneOn = Outcome.finish(trial, INPUT);

        // Then
        assertThat(failures).zipSatisfy(topics, DeletedTopicIT::assertTold);
        assertThat(failures).allSatisfy(failure -> assertThat(failure.remedy()).contains("from its last checkpoint"));
        without(goneOn, topics).assertExactly(without(undisturbed(), topics));
        goneOn.assertAccounts(INPUT);
        for (String topic : topics) {
            assertHoldsSomeOnce(goneOn, topic);
        }
    }

    @Test
    void losesNothingElseUnderAtLeastOnce() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, Pipelines.policies("at-least-once", "60s"));

        // When
        Problem failure = deleteUnder(trial, REJECTS, INPUT.count() / 4);
        Outcome goneOn = Outcome.finish(trial, INPUT);

        // Then
        assertTold(failure, REJECTS);
        assertThat(failure.remedy()).contains("from its last checkpoint");
        without(goneOn, List.of(REJECTS)).assertNothingLost(without(undisturbed(), List.of(REJECTS)));
        goneOn.assertAccounts(INPUT);
        assertThat(goneOn.topic(REJECTS)).as("what was written since").isNotEmpty();
    }

    @Test
    void handlesNothingTwiceUnderAtMostOnceAndSaysThatItSkips() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, Pipelines.policies("at-most-once", "60s"));

        // When
        Problem failure = deleteUnder(trial, REJECTS, INPUT.count() / 4);
        Outcome goneOn = Outcome.finishFromTheEnd(trial, INPUT);

        // Then
        assertTold(failure, REJECTS);
        assertThat(failure.remedy()).contains("at-most-once").doesNotContain("checkpoint");
        assertThat(goneOn.input().isBalanced()).isTrue();
        assertThat(Committed.values(goneOn.topic("big"))).isNotEmpty().doesNotHaveDuplicates();
        assertHoldsSomeOnce(goneOn, REJECTS);
    }

    @Test
    void aTopicThatIsMadeAgainAtOnceIsAnotherOne() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, EXACTLY_ONCE);
        Problem failure;
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND)) {
            awaitRead(run, INPUT.count() / 4);

            // When
            delete(run, "counts");
            make(run, "counts", 6);
            failure = failure(run);
        }
        Outcome goneOn = Outcome.finish(trial, INPUT);

        // Then
        assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_DELETED);
        without(goneOn, List.of("counts")).assertExactly(without(undisturbed(), List.of("counts")));
    }

    @Test
    void positionsInADeletedInputAreNotUsedInAnother() throws Exception {
        // Given
        Trial trial = Trial.in(directory, SQL, EXACTLY_ONCE);
        try (LocalRun run = trial.start()) {
            try (InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, InputFeed.AT_ONCE)) {
                awaitRead(run, INPUT.count() / 4);
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
        fresh.assertExactly(undisturbed());
        fresh.assertAccounts(INPUT);
    }

    private static Outcome undisturbed() throws Exception {
        return Undisturbed.of(SQL, INPUT);
    }

    /** While records come, until the pipeline has stopped. */
    private static Problem deleteUnder(Trial trial, String topic, long afterRecords) throws Exception {
        try (LocalRun run = trial.start();
                InputFeed feed = new InputFeed(run.bootstrapServers(), INPUT, PER_SECOND)) {
            awaitRead(run, afterRecords);
            delete(run, topic);
            feed.close();
            return failure(run);
        }
    }

    private static void awaitRead(LocalRun run, long records) {
        await().atMost(PATIENCE).until(() -> Trial.input(Trial.status(run)).read() > records);
    }

    private static void assertTold(Problem failure, String topic) {
        assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_DELETED);
        assertThat(failure.message()).contains("topic \"" + topic + "\", which pipeline \"trial\" writes, was deleted");
        assertThat(failure.remedy()).contains("run again");
    }

    private static void assertHoldsSomeOnce(Outcome goneOn, String topic) throws Exception {
        List<String> all = Committed.values(undisturbed().topic(topic));
        assertThat(Committed.values(goneOn.topic(topic)))
                .as("what was written to %s since", topic)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .hasSizeLessThan(all.size())
                .isSubsetOf(all);
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

    private static Outcome without(Outcome outcome, List<String> topics) {
        Map<String, List<Committed>> others = new TreeMap<>(outcome.topics());
        others.keySet().removeAll(topics);
        return new Outcome(outcome.status(), others);
    }
}
