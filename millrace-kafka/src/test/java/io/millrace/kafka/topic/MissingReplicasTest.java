package io.millrace.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
        MissingReplicas missing = MissingReplicas.in(
                List.of(topic("orders", partition(ONE, List.of(ONE, TWO), List.of(TWO, ONE)))), Map.of("orders", 2));

        assertThat(missing.brokers()).isEmpty();
        assertThat(missing.partitions()).isZero();
        assertThat(missing.belowMinimum()).isEmpty();
    }

    @Test
    void namesTheBrokersThatAreAwayAndCountsThePartitions() {
        MissingReplicas missing = MissingReplicas.in(
                List.of(
                        topic(
                                "orders",
                                partition(ONE, List.of(ONE, TWO, THREE), List.of(ONE, TWO)),
                                partition(TWO, List.of(ONE, TWO), List.of(ONE, TWO))),
                        topic("totals", partition(ONE, List.of(THREE, ONE), List.of(ONE)))),
                Map.of("orders", 2, "totals", 1));

        assertThat(missing.brokers()).containsExactly(3);
        assertThat(missing.partitions()).isEqualTo(2);
        assertThat(missing.ofPartitions()).isEqualTo(3);
        assertThat(missing.withoutLeader()).isEmpty();
        assertThat(missing.belowMinimum()).isEmpty();
    }

    @Test
    void namesTopicsThatTakeNoRecordsForWantOfCopies() {
        MissingReplicas missing = MissingReplicas.in(
                List.of(topic("orders", partition(ONE, List.of(ONE, TWO, THREE), List.of(ONE)))), Map.of("orders", 2));

        assertThat(missing.belowMinimum()).containsExactly("orders");
        assertThat(missing.brokers()).containsExactly(2, 3);
    }

    @Test
    void aPartitionWithoutLeaderIsNamedByItsTopic() {
        MissingReplicas missing = MissingReplicas.in(
                List.of(topic("orders", partition(Node.noNode(), List.of(THREE), List.of(THREE)))), Map.of());

        assertThat(missing.withoutLeader()).containsExactly("orders");
        assertThat(missing.brokers()).as("the one that must come back").containsExactly(3);
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
