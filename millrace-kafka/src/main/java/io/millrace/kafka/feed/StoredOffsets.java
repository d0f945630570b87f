package io.millrace.kafka.feed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The positions of feeds, as Kafka keeps them: offsets of consumer groups in which nobody consumes. */
final class StoredOffsets {

    private StoredOffsets() {}

    /** Waits for a transaction that is being committed. */
    static Optional<OffsetAndMetadata> of(Admin admin, String group, String topic) {
        return read(admin, group, firstPartition(topic), true).stream().findFirst();
    }

    /** As of now: a transaction that a crash left open is not waited for. */
    static Optional<OffsetAndMetadata> glance(Admin admin, String group, String topic) {
        return read(admin, group, firstPartition(topic), false).stream().findFirst();
    }

    private static ListConsumerGroupOffsetsSpec firstPartition(String topic) {
        return new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(new TopicPartition(topic, 0)));
    }

    /** Of every group whose name is wanted. */
    static List<OffsetAndMetadata> ofGroups(Admin admin, Predicate<String> isWanted) {
        return await(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all()).stream()
                .map(GroupListing::groupId)
                .filter(isWanted)
                .flatMap(group -> read(admin, group, new ListConsumerGroupOffsetsSpec(), true).stream())
                .toList();
    }

    private static List<OffsetAndMetadata> read(
            Admin admin, String group, ListConsumerGroupOffsetsSpec wanted, boolean isStable) {
        return await(admin.listConsumerGroupOffsets(
                                Map.of(group, wanted), new ListConsumerGroupOffsetsOptions().requireStable(isStable))
                        .partitionsToOffsetAndMetadata(group))
                .values()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
