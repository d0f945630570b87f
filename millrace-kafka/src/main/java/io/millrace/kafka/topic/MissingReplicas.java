package io.millrace.kafka.topic;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What topics lack while brokers are away.
 *
 * @param brokers ids of those that have copies of the topics' partitions, and are not in sync
 * @param partitions that have fewer copies in sync than they should, of {@code ofPartitions}
 * @param ofPartitions all partitions of the topics
 * @param withoutLeader topics of which a partition has no leader: it can be neither read nor written
 */
public record MissingReplicas(
        NavigableSet<Integer> brokers, int partitions, int ofPartitions, NavigableSet<String> withoutLeader) {

    public static MissingReplicas in(Collection<TopicDescription> topics) {
        NavigableSet<Integer> brokers = new TreeSet<>();
        NavigableSet<String> withoutLeader = new TreeSet<>();
        int partitions = 0;
        int all = 0;
        for (TopicDescription topic : topics) {
            for (TopicPartitionInfo partition : topic.partitions()) {
                all++;
                if (partition.leader() == null || partition.leader().isEmpty()) {
                    withoutLeader.add(topic.name());
                }
                if (partition.isr().size() < partition.replicas().size()) {
                    partitions++;
                    partition.replicas().stream()
                            .filter(replica -> partition.isr().stream().noneMatch(node -> node.id() == replica.id()))
                            .map(Node::id)
                            .forEach(brokers::add);
                }
            }
        }
        return new MissingReplicas(brokers, partitions, all, withoutLeader);
    }

    public boolean isEmpty() {
        return brokers.isEmpty() && withoutLeader.isEmpty();
    }
}
