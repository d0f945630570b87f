package io.millrace.cluster.deploy;

import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.JobLabels;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.topic.MissingReplicas;
import io.millrace.kafka.topic.Topics;
import io.millrace.kafka.transaction.HeldBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the brokers know about a running pipeline.
 *
 * @param concerns what is not well, each in words
 * @param notes what is good to know, each in words
 */
record BrokerFindings(List<String> concerns, List<String> notes) {

    /** Whoever asks for a status of a cluster without brokers must not wait for a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** On a busy machine a transaction of a checkpoint that is a moment late is no concern. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    BrokerFindings {
        concerns = List.copyOf(concerns);
        notes = List.copyOf(notes);
    }

    /** @param stateIsThere whether the pipeline's state can be read, which knows the topics it began with */
    static BrokerFindings of(Deployments deployments, JobLabels labels, Instant now, boolean stateIsThere) {
        Properties client = deployments.clients();
        client.setProperty("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
        client.setProperty(
                "request.timeout.ms", String.valueOf(PATIENCE.dividedBy(2).toMillis()));
        List<String> concerns = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        try (Admin admin = deployments.admin(client)) {
            // first what any broker can tell: the others are asked each, and one that is away may keep them from
            // answering
            MissingReplicas missing =
                    new Topics(admin, client.getProperty("bootstrap.servers")).missingReplicas(topics(labels));
            concerns.addAll(concerns(missing));
            notes.addAll(notes(missing));
            if (stateIsThere) {
                new InputTopics(deployments.state(labels.pipeline()))
                        .gone(admin, PATIENCE)
                        .forEach(topic -> concerns.add(
                                "LOST: topic \"%s\" was deleted under the pipeline; stop it with --now, and deploy it with --fresh"
                                        .formatted(topic)));
            }
            Duration old = labels.checkpoint().multipliedBy(2).plus(GRACE);
            HeldBack.find(admin, topics(labels), old, now).stream()
                    .map(BrokerFindings::text)
                    .forEach(concerns::add);
        } catch (MillraceException e) {
            concerns.add("not all could be asked of the brokers: "
                    + e.problems().get(0).message());
        }
        return new BrokerFindings(concerns, notes);
    }

    private static List<String> concerns(MissingReplicas missing) {
        List<String> concerns = new ArrayList<>();
        missing.withoutLeader()
                .forEach(topic -> concerns.add(
                        "topic \"%s\" has a partition without a leader: it can be neither read nor written until its brokers are back"
                                .formatted(topic)));
        missing.belowMinimum()
                .forEach(topic -> concerns.add(
                        "topic \"%s\" takes no records: fewer copies are in sync than its min.insync.replicas"
                                .formatted(topic)));
        return concerns;
    }

    private static List<String> notes(MissingReplicas missing) {
        if (missing.brokers().isEmpty()) {
            return List.of();
        }
        String brokers = missing.brokers().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return List.of("%s not in sync: %d of %d partitions of its topics have fewer copies than they should"
                .formatted(
                        missing.brokers().size() == 1 ? "broker " + brokers + " is" : "brokers " + brokers + " are",
                        missing.partitions(),
                        missing.ofPartitions()));
    }

    private static String text(HeldBack held) {
        return "transaction \"%s\" has been open for %d s: readers of committed records see nothing behind it in topic \"%s\", %d records so far"
                .formatted(held.transaction(), held.open().toSeconds(), held.topic(), held.records());
    }

    private static Set<String> topics(JobLabels labels) {
        Set<String> topics = new HashSet<>(labels.inputs().values());
        topics.addAll(labels.outputs().values());
        labels.inputs().keySet().forEach(table -> {
            topics.add(SideRecords.rejectsTopic(labels.pipeline(), table));
            topics.add(SideRecords.lateTopic(labels.pipeline(), table));
        });
        labels.outputs().keySet().forEach(table -> topics.add(SideRecords.rejectsTopic(labels.pipeline(), table)));
        return topics;
    }
}
