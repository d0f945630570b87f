package io.millrace.kafka.topic;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What topics lack while brokers are away or behind.
 *
 * @param brokers ids of those that have copies of the topics' partitions, and are not in sync or, of a partition without
 *     leader, away
 * @param partitions that have fewer copies in sync than they should or no leader, of {@code ofPartitions}
 * @param ofPartitions all partitions of the topics
 * @param withoutLeader topics of which a partition has no leader: it can be neither read nor written
 * @param belowMinimum topics of which a partition has a leader, and fewer copies in sync than {@code min.insync.replicas}:
 *     it takes no record with {@code acks=all}
 */
public record MissingReplicas(
        NavigableSet<Integer> brokers,
        int partitions,
        int ofPartitions,
        NavigableSet<String> withoutLeader,
        NavigableSet<String> belowMinimum) {

    /** @param minInSync {@code min.insync.replicas} by topic, as far as it is known */
    static MissingReplicas in(Collection<TopicDescription> topics, Map<String, Integer> minInSync) {
        NavigableSet<Integer> brokers = new TreeSet<>();
        NavigableSet<String> withoutLeader = new TreeSet<>();
        NavigableSet<String> belowMinimum = new TreeSet<>();
        int partitions = 0;
        int all = 0;
        for (TopicDescription topic : topics) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                all++;
                boolean isLed =
                        partition.leader() != null && !partition.leader().isEmpty();
                if (!isLed) {
                    withoutLeader.add(topic.name());
                } else if (partition.isr().size() < minInSync.getOrDefault(topic.name(), 1)) {
                    belowMinimum.add(topic.name());
                }
                if (!isLed || partition.isr().size() < partition.replicas().size()) {
                    partitions++;
                    partition.replicas().stream()
                            // the last one in sync of a partition without leader is away
                            .filter(replica -> !isLed || !isInSync(partition, replica))
                            .map(Node::id)
                            .forEach(brokers::add);
                }
            }
        }
        return new MissingReplicas(brokers, partitions, all, withoutLeader, belowMinimum);
    }

    private static boolean isInSync(TopicPartitionInfo partition, Node replica) {
        return partition.isr().stream().anyMatch(node -> node.id() == replica.id());
    }
}
