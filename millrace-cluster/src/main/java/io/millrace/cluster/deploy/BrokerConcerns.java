package io.millrace.cluster.deploy;

import io.millrace.core.error.MillraceException;
import io.millrace.flink.launch.InputTopics;
import io.millrace.flink.launch.JobLabels;
import io.millrace.kafka.side.SideRecords;
import io.millrace.kafka.transaction.HeldBack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/** What the brokers know that is not well about a running pipeline, each in words. */
final class BrokerConcerns {

    /** Whoever asks for a status of a cluster without brokers must not wait for a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** On a busy machine a transaction of a checkpoint that is a moment late is no concern. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Deployments deployments;

    BrokerConcerns(Deployments deployments) {
        this.deployments = deployments;
    }

    List<String> of(JobLabels labels, Instant now) {
        Properties client = deployments.clients();
        client.setProperty("default.api.timeout.ms", String.valueOf(PATIENCE.toMillis()));
        client.setProperty(
                "request.timeout.ms", String.valueOf(PATIENCE.dividedBy(2).toMillis()));
        List<String> concerns = new ArrayList<>();
        try (Admin admin = deployments.admin(client)) {
            new InputTopics(deployments.state(labels.pipeline()))
                    .gone(admin, PATIENCE)
                    .forEach(topic -> concerns.add(
                            "LOST: topic \"%s\" was deleted under the pipeline; stop it with --now, and deploy it with --fresh"
                                    .formatted(topic)));
            Duration old = labels.checkpoint().multipliedBy(2).plus(GRACE);
            HeldBack.find(admin, topics(labels), old, now).stream()
                    .map(BrokerConcerns::text)
                    .forEach(concerns::add);
        } catch (MillraceException e) {
            concerns.add("Kafka could not be asked: " + e.problems().get(0).message());
        }
        return concerns;
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
