package io.millrace.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPlanTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 2, 1", "3, 3, 2", "9, 3, 2"})
    void replicatesAsFarAsThereAreBrokers(int brokers, short replicas, String inSync) {
        NewTopic topic = new TopicPlan(TopicSpec.stream("orders")).create(brokers);

        assertThat(topic.replicationFactor()).isEqualTo(replicas);
        assertThat(topic.configs()).containsEntry("min.insync.replicas", inSync);
    }

    @Test
    void keepsAStreamForSevenDaysUnlessAsked() {
        NewTopic topic = new TopicPlan(TopicSpec.stream("orders")).create(1);

        assertThat(topic.numPartitions()).isEqualTo(6);
        assertThat(topic.configs()).containsEntry("retention.ms", "604800000").doesNotContainKey("cleanup.policy");
    }

    @Test
    void compactsAnUpsertStreamAndNeverDeletesByAge() {
        NewTopic topic = new TopicPlan(TopicSpec.upsert("totals").withRetention(Duration.ofDays(1))).create(1);

        assertThat(topic.configs()).containsEntry("cleanup.policy", "compact").containsEntry("retention.ms", "-1");
    }

    @Test
    void keepsRejectsWithAnyTimeForEver() {
        NewTopic topic = new TopicPlan(TopicSpec.side("shop.orders.rejects")).create(1);

        assertThat(topic.configs())
                .as("a reject of 1970 or 2099 must neither be refused nor deleted at once")
                .containsEntry("retention.ms", "-1")
                .containsEntry("message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));
    }

    @Test
    void leavesTheRetentionOfAnExistingTopicAloneUnlessAsked() {
        // Given
        Map<String, String> present =
                Map.of("retention.ms", "2592000000", "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE));

        // Then
        assertThat(new TopicPlan(TopicSpec.stream("orders")).alter(present))
                .as("our default must not shorten what somebody else keeps")
                .isEmpty();
        assertThat(new TopicPlan(TopicSpec.stream("orders").withRetention(Duration.ofHours(1))).alter(present))
                .containsExactly(Map.entry("retention.ms", "3600000"));
    }

    @Test
    void neverAddsPartitionsToATopic() {
        assertThat(new TopicPlan(TopicSpec.stream("orders").withPartitions(12)).conflict(6))
                .hasValueSatisfying(problem -> {
                    assertThat(problem.code().toString()).isEqualTo("MR-3008");
                    assertThat(problem.message()).contains("'orders' has 6 partitions, and 12 are asked for");
                    assertThat(problem.remedy()).contains("set 'partitions' to 6");
                });
    }

    @Test
    void takesMorePartitionsThanAskedFor() {
        assertThat(new TopicPlan(TopicSpec.stream("orders").withPartitions(3)).conflict(6))
                .isEmpty();
        assertThat(new TopicPlan(TopicSpec.stream("orders")).conflict(1)).isEmpty();
    }
}
