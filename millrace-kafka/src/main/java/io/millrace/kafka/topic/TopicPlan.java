package io.millrace.kafka.topic;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Decides what has to be done for one topic. Pure. */
final class TopicPlan {

    private static final String NEVER = "-1";
    private static final String ANY_TIME = String.valueOf(Long.MAX_VALUE);

    private final TopicSpec spec;

    TopicPlan(TopicSpec spec) {
        this.spec = spec;
    }

    /** @param brokers how many there are; replication goes no further */
    NewTopic create(int brokers) {
        int replicas = Math.max(1, Math.min(spec.replication(), brokers));
        Map<String, String> settings = new TreeMap<>();
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas >= 3 ? "2" : "1");
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        settings.put(TopicConfig.RETENTION_MS_CONFIG, retention(TopicSpec.DEFAULT_RETENTION));
        settings.putAll(asked());
        int partitions = spec.partitions().orElse(TopicSpec.DEFAULT_PARTITIONS);
        return new NewTopic(spec.name(), partitions, (short) replicas).configs(settings);
    }

    /** What the user or the kind of stream asks for, in a new topic as in one that exists. */
    private Map<String, String> asked() {
        Map<String, String> settings = new TreeMap<>();
        // A record with an odd time is judged by the pipeline, where it can be seen, rather than refused by the broker.
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, ANY_TIME);
        if (spec.compacted()) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            settings.put(TopicConfig.RETENTION_MS_CONFIG, NEVER);
        } else if (spec.retention().isPresent()) {
            settings.put(TopicConfig.RETENTION_MS_CONFIG, retention(TopicSpec.DEFAULT_RETENTION));
        }
        settings.putAll(spec.settings());
        return settings;
    }

    private String retention(Duration otherwise) {
        Duration retention = spec.retention().orElse(otherwise);
        return retention.equals(TopicSpec.FOREVER) ? NEVER : String.valueOf(retention.toMillis());
    }

    /** @return the settings to change in a topic that has {@code present}; empty if it matches */
    Map<String, String> alter(Map<String, String> present) {
        Map<String, String> changes = new TreeMap<>(asked());
        changes.entrySet().removeIf(change -> change.getValue().equals(present.get(change.getKey())));
        return changes;
    }

    /**
     * More partitions than asked for are fine. Fewer are not made more: a key's later records would go to another
     * partition than its earlier ones, and their order would be lost.
     */
    Optional<Problem> conflict(int partitions) {
        int wanted = spec.partitions().orElse(1);
        if (partitions >= wanted) {
            return Optional.empty();
        }
        return Optional.of(Problem.of(
                ErrorCode.TOPIC_CONFLICT,
                "topic '%s' has %d partitions, and %d are asked for".formatted(spec.name(), partitions, wanted),
                "set 'partitions' to " + partitions + ", or name another topic; Millrace does not add partitions, since"
                        + " that would part a key's new records from its old ones"));
    }
}
