package io.millrace.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class MissingReplicasTest {

    private static final Node ONE = new Node(1, "127.0.0.1", 9092);
    private static final Node TWO = new Node(2, "127.0.0.1", 9093);

    /** As a broker describes one that is away. */
    private static final Node THREE = new Node(3, "", -1);

    @Test
    void nothingIsMissingWhileEveryCopyIsInSync() {
        MissingReplicas missing =
                MissingReplicas.in(List.of(topic("orders", partition(ONE, List.of(ONE, TWO), List.of(TWO, ONE)))));

        assertThat(missing.isEmpty()).isTrue();
    }

    @Test
    void namesTheBrokersThatAreAwayAndCountsThePartitions() {
        MissingReplicas missing = MissingReplicas.in(List.of(
                topic(
                        "orders",
                        partition(ONE, List.of(ONE, TWO, THREE), List.of(ONE, TWO)),
                        partition(TWO, List.of(ONE, TWO), List.of(ONE, TWO))),
                topic("totals", partition(ONE, List.of(THREE, ONE), List.of(ONE)))));

        assertThat(missing.brokers()).containsExactly(3);
        assertThat(missing.partitions()).isEqualTo(2);
        assertThat(missing.ofPartitions()).isEqualTo(3);
        assertThat(missing.withoutLeader()).isEmpty();
    }

    @Test
    void aPartitionWithoutLeaderIsNamedByItsTopic() {
        MissingReplicas missing =
                MissingReplicas.in(List.of(topic("orders", partition(Node.noNode(), List.of(THREE), List.of(THREE)))));

        assertThat(missing.withoutLeader()).containsExactly("orders");
        assertThat(missing.isEmpty()).isFalse();
    }

    private static TopicDescription topic(String name, Partition... partitions) {
        return new TopicDescription(
                name,
                false,
                IntStream.range(0, partitions.length)
                        .mapToObj(index -> new TopicPartitionInfo(
                                index, partitions[index].leader, partitions[index].replicas, partitions[index].inSync))
                        .toList());
    }

    private static Partition partition(Node leader, List<Node> replicas, List<Node> inSync) {
        return new Partition(leader, replicas, inSync);
    }

    private record Partition(Node leader, List<Node> replicas, List<Node> inSync) {}
}
