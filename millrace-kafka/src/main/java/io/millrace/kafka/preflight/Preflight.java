package io.millrace.kafka.preflight;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import io.millrace.core.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * Decides whether a Kafka cluster can keep a pipeline's guarantee, before the pipeline starts. Pure.
 *
 * @param delivery of the pipeline
 * @param checkpoint between two checkpoints
 */
public record Preflight(String pipeline, Delivery delivery, Duration checkpoint) {

    /**
     * The longest restart that must lose nothing: workers, or the whole Flink cluster, are replaced by hand or by a
     * scheduler meanwhile.
     */
    public static final Duration LONGEST_RESTART = Duration.ofMinutes(5);

    private static final short OWN_EPOCHS = 2;

    /** What of the cluster would lose results. */
    public List<Problem> cluster(ClusterFacts facts) {
        List<Problem> problems = new ArrayList<>();
        if (delivery != Delivery.EXACTLY_ONCE) {
            return problems;
        }
        Duration needed = LONGEST_RESTART.plus(checkpoint.multipliedBy(2));
        if (facts.greatestTimeout().compareTo(needed) < 0) {
            problems.add(Problem.of(
                    ErrorCode.TRANSACTIONS_UNSAFE,
                    "the brokers give up a transaction after %s, and pipeline \"%s\" may need %s to commit one: two checkpoints of %s and a restart of %s; results would be lost then"
                            .formatted(
                                    Durations.format(facts.greatestTimeout()),
                                    pipeline,
                                    Durations.format(needed),
                                    Durations.format(checkpoint),
                                    Durations.format(LONGEST_RESTART)),
                    "raise transaction.max.timeout.ms of every broker to %d or more, or set delivery: at-least-once"
                            .formatted(needed.toMillis())));
        }
        if (facts.transactionVersion() < OWN_EPOCHS) {
            problems.add(
                    Problem.of(
                            ErrorCode.TRANSACTIONS_UNSAFE,
                            "the cluster's feature transaction.version is %d: after a crash it could not be told whether a transaction of pipeline \"%s\" was committed"
                                    .formatted(facts.transactionVersion(), pipeline),
                            "upgrade the brokers to Kafka 4.0 or later, then: kafka-features.sh upgrade --feature transaction.version=2"));
        }
        return problems;
    }

    /**
     * What of a topic that is written would lose records, or keep them from being written.
     *
     * @param keepsLast whether the last record of each key is all that is wanted, as of an upsert stream
     */
    public List<Problem> written(TopicSafety topic, boolean keepsLast) {
        List<Problem> problems = new ArrayList<>(rights(topic, AclOperation.WRITE));
        if (topic.isCompacted() && !keepsLast) {
            problems.add(
                    unsafe(
                            "topic \"%s\" is compacted: of the records that are written to it only the last of each key would stay, and those without a key are refused"
                                    .formatted(topic.topic()),
                            "set cleanup.policy=delete for the topic, or give the table a PRIMARY KEY if that is what it means"));
        }
        if (delivery == Delivery.AT_MOST_ONCE) {
            return problems;
        }
        if (topic.electsUnclean() && topic.replicas() > 1) {
            problems.add(unsafe(
                    "topic \"%s\" may choose a leader that lacks records (unclean.leader.election.enable): what was acknowledged would be lost"
                            .formatted(topic.topic()),
                    "set unclean.leader.election.enable=false for the topic"));
        }
        if (topic.replicas() > 2 && topic.minInSync() < 2) {
            problems.add(unsafe(
                    "topic \"%s\" has %d replicas, but a record counts as written once a single one has it (min.insync.replicas=%d)"
                            .formatted(topic.topic(), topic.replicas(), topic.minInSync()),
                    "set min.insync.replicas=2 for the topic"));
        }
        if (topic.minInSync() > topic.replicas()) {
            problems.add(unsafe(
                    "topic \"%s\" takes no record: it has %d replicas and wants %d in sync (min.insync.replicas)"
                            .formatted(topic.topic(), topic.replicas(), topic.minInSync()),
                    "set min.insync.replicas to less than the number of replicas"));
        } else if (topic.leastInSync() < topic.minInSync()) {
            problems.add(unsafe(
                    "topic \"%s\" takes no record now: %d replicas are in sync, and min.insync.replicas is %d"
                            .formatted(topic.topic(), topic.leastInSync(), topic.minInSync()),
                    "bring the brokers back that are missing"));
        }
        return problems;
    }

    /** What keeps a topic from being read. */
    public List<Problem> read(TopicSafety topic) {
        return rights(topic, AclOperation.READ);
    }

    private List<Problem> rights(TopicSafety topic, AclOperation needed) {
        Set<AclOperation> allowed = topic.allowed();
        return allowed.isEmpty() || allowed.contains(needed)
                ? List.of()
                : List.of(Problem.of(
                        ErrorCode.RIGHTS_MISSING,
                        "this user may not %s topic \"%s\" of pipeline \"%s\""
                                .formatted(needed == AclOperation.READ ? "read" : "write to", topic.topic(), pipeline),
                        "grant it: kafka-acls.sh --add --allow-principal User:NAME --operation %s --topic %s"
                                .formatted(needed == AclOperation.READ ? "Read" : "Write", topic.topic())));
    }

    private static Problem unsafe(String message, String remedy) {
        return Problem.of(ErrorCode.TOPIC_UNSAFE, message, remedy);
    }
}
