package io.millrace.kafka.transaction;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * A topic whose readers of committed records wait for a transaction that has been open for long.
 *
 * @param records written behind the last stable offset, of all partitions that the transaction holds
 * @param transaction its transactional id
 * @param open for how long
 */
public record HeldBack(String topic, long records, String transaction, Duration open) {

    /**
     * Asks the brokers.
     *
     * @param topics of interest
     * @param longerThan transactions that are younger are on their way
     * @throws MillraceException KAFKA_UNREACHABLE if they do not answer
     */
    public static List<HeldBack> find(Admin admin, Set<String> topics, Duration longerThan, Instant now) {
        try {
            List<String> old = admin
                    .listTransactions(new ListTransactionsOptions().filterOnDuration(longerThan.toMillis()))
                    .all()
                    .get()
                    .stream()
                    .map(TransactionListing::transactionalId)
                    .toList();
            List<HeldBack> held = new ArrayList<>();
            for (Map.Entry<String, TransactionDescription> each :
                    described(admin, old).entrySet()) {
                Duration open = Duration.between(
                        Instant.ofEpochMilli(
                                each.getValue().transactionStartTimeMs().orElse(now.toEpochMilli())),
                        now);
                if (open.compareTo(longerThan) < 0) {
                    // the old one has ended meanwhile, and its id begun another
                    continue;
                }
                for (Map.Entry<String, List<TopicPartition>> topic :
                        byTopic(each.getValue(), topics).entrySet()) {
                    held.add(new HeldBack(topic.getKey(), gap(admin, topic.getValue()), each.getKey(), open));
                }
            }
            return held;
        } catch (ExecutionException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    /** Those that ended meanwhile are left out. */
    private static Map<String, TransactionDescription> described(Admin admin, Collection<String> ids)
            throws ExecutionException, InterruptedException {
        Map<String, TransactionDescription> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        var answers = admin.describeTransactions(ids);
        for (String id : ids) {
            KafkaFuture<TransactionDescription> answer = answers.description(id);
            try {
                found.put(id, answer.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private static Map<String, List<TopicPartition>> byTopic(TransactionDescription transaction, Set<String> topics) {
        return transaction.topicPartitions().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.groupingBy(TopicPartition::topic));
    }

    /** Records between the last stable offset and the end. */
    private static long gap(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> stable = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
        long gap = 0;
        for (Map.Entry<TopicPartition, Long> end :
                ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED).entrySet()) {
            gap += Math.max(0, end.getValue() - stable.getOrDefault(end.getKey(), end.getValue()));
        }
        return gap;
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, List<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(
                        partitions.stream()
                                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                        new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static MillraceException unreachable(Exception failure) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "the brokers do not tell about open transactions: "
                        + Optional.ofNullable(failure.getCause())
                                .orElse(failure)
                                .getMessage(),
                "check that the brokers run and that this user may describe the cluster",
                failure);
    }
}
