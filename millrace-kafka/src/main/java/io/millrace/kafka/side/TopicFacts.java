package io.millrace.kafka.side;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.topic.ExistingTopics;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What a pipeline has to know of a topic before it reads or writes it.
 *
 * @param limits of its records
 */
public record TopicFacts(int partitions, TopicLimits limits) {

    /**
     * Asks the broker.
     *
     * @param topics that exist
     * @throws MillraceException KAFKA_UNREACHABLE if it does not answer
     */
    public static Map<String, TopicFacts> of(Admin admin, Collection<String> topics) {
        try {
            Map<String, TopicDescription> descriptions = ExistingTopics.ask(
                    () -> admin.describeTopics(topics).allTopicNames().get());
            Map<ConfigResource, Config> configs = ExistingTopics.ask(() -> admin.describeConfigs(topics.stream()
                            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                            .toList())
                    .all()
                    .get());
            Map<String, TopicFacts> facts = new HashMap<>();
            configs.forEach((resource, config) -> facts.put(
                    resource.name(),
                    new TopicFacts(
                            Objects.requireNonNull(descriptions.get(resource.name()))
                                    .partitions()
                                    .size(),
                            limits(config))));
            return facts;
        } catch (ExecutionException e) {
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE,
                    "the broker does not tell about the topics " + topics + ": "
                            + Objects.requireNonNullElse(e.getCause(), e).getMessage(),
                    "check that the broker is up and that this user may describe the topics",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE, "asking the broker was interrupted", "start again", e);
        }
    }

    private static TopicLimits limits(Config config) {
        boolean stampsItself = "LogAppendTime".equals(text(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG));
        boolean deletes = text(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("delete");
        return new TopicLimits(
                Integer.parseInt(text(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)),
                stampsItself || !deletes ? -1 : number(config, TopicConfig.RETENTION_MS_CONFIG),
                stampsItself ? Long.MAX_VALUE : number(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
                stampsItself ? Long.MAX_VALUE : number(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG));
    }

    private static long number(Config config, String name) {
        return Long.parseLong(text(config, name));
    }

    private static String text(Config config, String name) {
        return config.get(name).value();
    }
}
