package io.millrace.kafka.topic;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which topics are behind names at one moment. A topic that was deleted and made again is another one: its positions
 * begin anew.
 *
 * @param byName ids as the broker writes them, of the topics that exist
 */
public record TopicIds(Map<String, String> byName) {

    public TopicIds {
        byName = Map.copyOf(byName);
    }

    /**
     * Asks the broker.
     *
     * @throws MillraceException KAFKA_UNREACHABLE if it does not answer in time
     */
    public static TopicIds of(Admin admin, Collection<String> topics, Duration patience) {
        Map<String, String> ids = new TreeMap<>();
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs((int) patience.toMillis()))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                ids.put(answer.getKey(), answer.getValue().get().topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw silent(answer.getKey(), Objects.requireNonNullElse(e.getCause(), e));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw silent(answer.getKey(), e);
            }
        }
        return new TopicIds(ids);
    }

    /** Topics of these that are gone by then, or are others now; sorted. */
    public Collection<String> goneIn(TopicIds then) {
        return byName.keySet().stream()
                .filter(topic -> !Objects.equals(byName.get(topic), then.byName.get(topic)))
                .sorted()
                .toList();
    }

    /** Those of these names. */
    public TopicIds only(Collection<String> names) {
        Map<String, String> some = new TreeMap<>(byName);
        some.keySet().retainAll(names);
        return new TopicIds(some);
    }

    private static MillraceException silent(String topic, Throwable cause) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "the broker does not tell about topic '" + topic + "': " + cause.getMessage(),
                "check that the broker is up and that this user may describe the topic",
                cause);
    }
}
