package io.millrace.kafka.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.Delivery;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problem;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class PreflightTest {

    private final Preflight exactlyOnce = new Preflight("orders", Delivery.EXACTLY_ONCE, Duration.ofSeconds(1));

    @Test
    void kafkasDefaultsAreFine() {
        assertThat(exactlyOnce.cluster(new ClusterFacts(3, Duration.ofMinutes(15), (short) 2)))
                .isEmpty();
        assertThat(exactlyOnce.written(new TopicSafety("t", 3, 2, 3, false, false, Set.of()), false))
                .isEmpty();
        assertThat(exactlyOnce.written(new TopicSafety("t", 1, 1, 1, false, false, Set.of()), false))
                .as("one broker has nothing better to offer")
                .isEmpty();
    }

    @Test
    void refusesATimeoutThatARestartOutlasts() {
        assertThat(exactlyOnce.cluster(new ClusterFacts(3, Duration.ofMinutes(1), (short) 2)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.TRANSACTIONS_UNSAFE);
                    assertThat(problem.message()).contains("after 1m", "may need 302s");
                    assertThat(problem.remedy()).contains("transaction.max.timeout.ms", "302000");
                });
    }

    @Test
    void refusesTransactionsWithoutEpochsOfTheirOwn() {
        assertThat(exactlyOnce.cluster(new ClusterFacts(3, Duration.ofMinutes(15), (short) 1)))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("transaction.version is 1");
    }

    @Test
    void otherDeliveriesNeedNoTransactions() {
        Preflight atLeastOnce = new Preflight("orders", Delivery.AT_LEAST_ONCE, Duration.ofSeconds(1));

        assertThat(atLeastOnce.cluster(new ClusterFacts(3, Duration.ofSeconds(1), (short) 0)))
                .isEmpty();
    }

    @Test
    void refusesTopicsThatCanLoseWhatTheyAcknowledged() {
        assertThat(exactlyOnce.written(new TopicSafety("t", 3, 1, 3, true, false, Set.of()), false))
                .extracting(Problem::code, Problem::remedy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                ErrorCode.TOPIC_UNSAFE, "set unclean.leader.election.enable=false for the topic"),
                        org.assertj.core.groups.Tuple.tuple(
                                ErrorCode.TOPIC_UNSAFE, "set min.insync.replicas=2 for the topic"));
    }

    @Test
    void refusesTopicsThatTakeNoRecord() {
        assertThat(exactlyOnce.written(new TopicSafety("t", 3, 2, 1, false, false, Set.of()), false))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("takes no record now: 1 replicas are in sync");
        assertThat(exactlyOnce.written(new TopicSafety("t", 1, 2, 1, false, false, Set.of()), false))
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("takes no record: it has 1 replicas and wants 2");
    }

    @Test
    void refusesToAppendToACompactedTopic() {
        TopicSafety compacted = new TopicSafety("t", 1, 1, 1, false, true, Set.of());

        assertThat(exactlyOnce.written(compacted, true)).isEmpty();
        assertThat(exactlyOnce.written(compacted, false))
                .singleElement()
                .extracting(Problem::remedy)
                .asString()
                .contains("cleanup.policy=delete");
    }

    @Test
    void namesARightThatIsMissing() {
        TopicSafety readOnly =
                new TopicSafety("t", 3, 2, 3, false, false, Set.of(AclOperation.READ, AclOperation.DESCRIBE));

        assertThat(exactlyOnce.read(readOnly)).isEmpty();
        assertThat(exactlyOnce.written(readOnly, false))
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo(ErrorCode.RIGHTS_MISSING);
    }
}
