package io.millrace.local.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.core.account.InputAccount;
import io.millrace.core.account.PartitionAccount;
import io.millrace.core.account.PipelineAccount;
import io.millrace.local.LocalRun;
import io.millrace.local.PipelineStatus;
import io.millrace.local.broker.EmbeddedBroker;
import io.millrace.local.run.LocalTuning;
import io.millrace.local.trial.Input.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a pipeline says it did, and what its topics hold.
 *
 * @param topics that the pipeline wrote, by name
 */
record Outcome(PipelineStatus status, Map<String, List<Committed>> topics) {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> SIDE = Set.of("trial.readings.rejects", "trial.readings.late");
    private static final Set<String> UPSERT = Set.of("totals");

    /** Of the side streams' headers, which say no more than when a record came. */
    private static final Set<String> TIMES = Set.of("millrace.reject.timestamp", "millrace.late.timestamp");

    /** Stops the pipeline cleanly, and reads its topics with nothing but the broker running. */
    static Outcome after(LocalRun run, Trial trial) throws Exception {
        PipelineStatus last = run.stop().get(0);
        return new Outcome(last, topics(trial));
    }

    /** What the topics hold while nothing runs. */
    static Map<String, List<Committed>> topics(Trial trial) throws Exception {
        Map<String, List<Committed>> topics = new TreeMap<>();
        try (EmbeddedBroker broker = trial.broker(LocalTuning.standard());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (String topic : admin.listTopics().names().get()) {
                if (!topic.equals(Input.TOPIC)) {
                    topics.put(topic, Committed.all(broker.bootstrapServers(), topic));
                }
            }
        }
        return topics;
    }

    /** Runs until everything is read, producing what is not there yet. */
    static Outcome finish(Trial trial, Input input) throws Exception {
        return finish(trial, input, trial.start());
    }

    static Outcome finish(Trial trial, Input input, LocalRun started) throws Exception {
        try (LocalRun run = started;
                InputFeed feed = new InputFeed(run.bootstrapServers(), input, InputFeed.AT_ONCE)) {
            await().atMost(PATIENCE).until(() -> Trial.hasRead(run, input));
            return after(run, trial);
        }
    }

    /** Likewise for a pipeline that goes on at the end of its input: produces once it runs, until all windows are closed. */
    static Outcome finishFromTheEnd(Trial trial, Input input) throws Exception {
        try (LocalRun run = trial.start()) {
            await().atMost(PATIENCE).until(() -> Trial.isRunning(run));
            try (InputFeed feed = new InputFeed(run.bootstrapServers(), input, InputFeed.AT_ONCE)) {
                await().atMost(PATIENCE).until(() -> Trial.hasClosed(run, input));
            }
            return after(run, trial);
        }
    }

    List<Committed> topic(String name) {
        return Objects.requireNonNull(topics.get(name), name);
    }

    PipelineAccount account() {
        return status.account();
    }

    InputAccount input() {
        return Trial.input(status);
    }

    /** A reader of committed records cannot tell this outcome from {@code undisturbed}. */
    void assertExactly(Outcome undisturbed) {
        assertThat(topics.keySet()).isEqualTo(undisturbed.topics.keySet());
        topics.forEach((topic, records) -> {
            List<Committed> expected = undisturbed.topic(topic);
            if (SIDE.contains(topic)) {
                assertThat(byPartition(records))
                        .as("%s: each record once, in order, for the same reason", topic)
                        .isEqualTo(byPartition(expected));
            } else if (UPSERT.contains(topic)) {
                assertThat(Committed.lastByKey(records))
                        .as("%s: the last value of each key", topic)
                        .isEqualTo(Committed.lastByKey(expected));
            } else {
                assertSame(topic, records, expected);
            }
        });
        assertThat(account().outputs())
                .as("the account of what was written goes on over restarts")
                .filteredOn(output -> !UPSERT.contains(output.topic()))
                .isEqualTo(undisturbed.account().outputs().stream()
                        .filter(output -> !UPSERT.contains(output.topic()))
                        .toList());
    }

    private static void assertSame(String topic, List<Committed> records, List<Committed> expected) {
        Map<String, Integer> counted = counted(Committed.values(records));
        Map<String, Integer> wanted = counted(Committed.values(expected));
        Map<String, Integer> wrong = new TreeMap<>(counted);
        wrong.entrySet().removeIf(each -> each.getValue().equals(wanted.get(each.getKey())));
        Set<String> missing = new TreeSet<>(wanted.keySet());
        missing.removeAll(counted.keySet());
        assertThat(wrong)
                .as("%s: records that are new or there too often", topic)
                .isEmpty();
        assertThat(missing).as("%s: records that are not there", topic).isEmpty();
    }

    /** Everything of {@code undisturbed} is here, some of it perhaps more than once. */
    void assertNothingLost(Outcome undisturbed) {
        topics.forEach((topic, records) -> {
            List<Committed> expected = undisturbed.topic(topic);
            if (UPSERT.contains(topic)) {
                assertThat(Committed.lastByKey(records))
                        .as("%s: the last value of each key", topic)
                        .isEqualTo(Committed.lastByKey(expected));
            } else {
                assertThat(Set.copyOf(Committed.values(records)))
                        .as("%s: the same records, however often", topic)
                        .isEqualTo(Set.copyOf(Committed.values(expected)));
            }
        });
    }

    /** Every record that was produced is accounted for as what it is, in its partition. */
    void assertAccounts(Input input) {
        assertThat(account().droppedBehindIntake())
                .as("no operator behind the intake drops a row")
                .isEmpty();
        for (PartitionAccount partition : input().partitions()) {
            int number = partition.partition();
            assertThat(List.of(partition.read(), partition.rows(), partition.late(), partition.rejectedTotal()))
                    .as("read, rows, late and rejected of partition %d", number)
                    .containsExactly(
                            input.perPartition(),
                            input.countOf(Fate.ROW, number),
                            input.countOf(Fate.LATE, number),
                            input.countOf(Fate.REJECT, number));
        }
        assertThat(input().isBalanced()).as("read = rows + late + rejected").isTrue();
    }

    private static Map<String, Integer> counted(Collection<String> values) {
        Map<String, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static Map<Integer, List<Committed>> byPartition(List<Committed> records) {
        Map<Integer, List<Committed>> partitions = new TreeMap<>();
        for (Committed each : records) {
            Map<String, String> headers = new HashMap<>(each.headers());
            headers.keySet().removeAll(TIMES);
            partitions
                    .computeIfAbsent(each.partition(), ignored -> new ArrayList<>())
                    .add(new Committed(each.partition(), each.key(), each.value(), headers));
        }
        return partitions;
    }
}
