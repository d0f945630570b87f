package io.millrace.kafka.preflight;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.topic.ExistingTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a Kafka cluster says of itself.
 *
 * @param brokers how many there are
 * @param greatestTimeout the longest time that every broker leaves a transaction open
 * @param transactionVersion level of the feature {@code transaction.version}; 2 gives every transaction its own epoch
 */
public record ClusterFacts(int brokers, Duration greatestTimeout, short transactionVersion) {

    private static final String GREATEST_TIMEOUT = "transaction.max.timeout.ms";
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);
    private static final String TRANSACTION_VERSION = "transaction.version";

    /**
     * @param withTransactions whether what concerns transactions is asked for; it takes more rights
     * @throws MillraceException KAFKA_UNREACHABLE if the cluster does not answer or does not tell this user
     */
    public static ClusterFacts ask(Admin admin, String bootstrapServers, boolean withTransactions) {
        try {
            Collection<Node> nodes = admin.describeCluster().nodes().get();
            if (!withTransactions) {
                return new ClusterFacts(nodes.size(), Duration.ZERO, (short) 0);
            }
            List<ConfigResource> brokers = nodes.stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            long timeout = Long.MAX_VALUE;
            for (Config config : admin.describeConfigs(brokers).all().get().values()) {
                // a hosted broker may keep it to itself
                timeout = Math.min(
                        timeout,
                        config.get(GREATEST_TIMEOUT) == null
                                ? DEFAULT_TIMEOUT.toMillis()
                                : Long.parseLong(text(config, GREATEST_TIMEOUT)));
            }
            FinalizedVersionRange version = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get(TRANSACTION_VERSION);
            return new ClusterFacts(
                    nodes.size(), Duration.ofMillis(timeout), version == null ? 0 : version.maxVersionLevel());
        } catch (ExecutionException e) {
            throw unreachable(bootstrapServers, "its brokers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(bootstrapServers, "its brokers", e);
        }
    }

    /**
     * @param topics that exist
     * @throws MillraceException KAFKA_UNREACHABLE if the cluster does not answer or does not tell this user
     */
    public static List<TopicSafety> topics(Admin admin, String bootstrapServers, Collection<String> topics) {
        try {
            Map<String, TopicDescription> described = ExistingTopics.ask(
                    () -> admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                            .allTopicNames()
                            .get());
            Map<ConfigResource, Config> configs = ExistingTopics.ask(() -> admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get());
            List<TopicSafety> safety = new ArrayList<>();
            configs.forEach((resource, config) ->
                    safety.add(safety(Objects.requireNonNull(described.get(resource.name())), config)));
            return safety;
        } catch (ExecutionException e) {
            throw unreachable(bootstrapServers, "the topics " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(bootstrapServers, "the topics " + topics, e);
        }
    }

    private static TopicSafety safety(TopicDescription topic, Config config) {
        return new TopicSafety(
                topic.name(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                Integer.parseInt(text(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.isr().size())
                        .min()
                        .orElse(0),
                Boolean.parseBoolean(text(config, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG)),
                text(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains(TopicConfig.CLEANUP_POLICY_COMPACT),
                Objects.requireNonNullElse(topic.authorizedOperations(), Set.of()));
    }

    private static String text(Config config, String name) {
        return config.get(name).value();
    }

    private static MillraceException unreachable(String bootstrapServers, String what, Exception failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "Kafka at '%s' does not tell about %s: %s".formatted(bootstrapServers, what, cause.getMessage()),
                "check that the brokers run, and that this user may describe the cluster and the topics with their settings",
                failure);
    }
}
