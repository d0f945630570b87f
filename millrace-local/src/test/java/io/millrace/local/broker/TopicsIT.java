package io.millrace.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Topics against the embedded broker, and programs that use them; each test has topics of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicsIT {

    private final EmbeddedBroker broker;
    private final Admin admin;
    private final Topics topics;

    TopicsIT(@TempDir Path directory) {
        broker = EmbeddedBroker.start(BrokerOptions.in(directory).withPort(0), problem -> {});
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        topics = new Topics(admin, broker.bootstrapServers());
    }

    @AfterAll
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void makesWhatIsMissingAndNothingTwice() {
        // Given
        List<TopicSpec> specs = List.of(
                TopicSpec.stream("make.one"), TopicSpec.upsert("make.two").withPartitions(2));

        // When
        List<String> first = topics.ensure(specs);
        List<String> second = topics.ensure(specs);

        // Then
        assertThat(first)
                .containsExactlyInAnyOrder(
                        "created topic 'make.one' with 6 partitions", "created topic 'make.two' with 2 partitions");
        assertThat(second).isEmpty();
    }

    @Test
    void makesAnExistingTopicMatch() throws Exception {
        // Given
        topics.ensure(List.of(TopicSpec.stream("match")));

        // When
        topics.ensure(List.of(TopicSpec.stream("match").withRetention(Duration.ofHours(2))));
        String retention = setting("match", "retention.ms");
        topics.ensure(List.of(TopicSpec.upsert("match")));

        // Then
        assertThat(retention).isEqualTo("7200000");
        assertThat(setting("match", "cleanup.policy")).isEqualTo("compact");
        assertThat(setting("match", "retention.ms")).isEqualTo("-1");
    }

    private String setting(String topic, String name) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config all = admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .values()
                .iterator()
                .next();
        return all.get(name).value();
    }

    @Test
    void reportsEveryConflictAndThenChangesNothing() {
        // Given
        topics.ensure(List.of(
                TopicSpec.stream("few").withPartitions(1),
                TopicSpec.stream("less").withPartitions(2)));

        // When
        assertThatThrownBy(() -> topics.ensure(List.of(
                        TopicSpec.stream("few").withPartitions(3),
                        TopicSpec.stream("less").withPartitions(3),
                        TopicSpec.stream("unmade"))))
                // Then
                .hasMessageContaining("'few' has 1 partitions, and 3 are asked for")
                .hasMessageContaining("'less' has 2 partitions, and 3 are asked for");
        assertThat(topics.names()).doesNotContain("unmade");
    }

    @Test
    void refusesANameThatKafkaCannotTellFromAnother() {
        // Given
        topics.ensure(List.of(TopicSpec.stream("col.lide")));

        // When
        assertThatThrownBy(() -> topics.ensure(List.of(TopicSpec.stream("col_lide"))))
                // Then
                .hasMessageContaining("[MR-3008]")
                .hasMessageContaining("'col_lide' cannot stand beside 'col.lide'");
    }

    @Test
    void passesOnWhyTheClusterRefusesASetting() {
        assertThatThrownBy(() -> topics.ensure(
                        List.of(TopicSpec.stream("refused").withSettings(Map.of("segment.bytes", "many")))))
                .hasMessageContaining("[MR-3008]")
                .hasMessageContaining("create topic 'refused'")
                .hasMessageContaining("segment.bytes");
    }

    @Test
    void deletesTopicsSoThatTheyCanBeMadeAnewAtOnce() {
        // Given
        topics.ensure(List.of(TopicSpec.stream("fresh").withPartitions(1)));

        // When
        topics.delete(List.of("fresh", "never-was"));

        // Then
        assertThat(topics.names()).doesNotContain("fresh");
        assertThat(topics.ensure(List.of(TopicSpec.stream("fresh").withPartitions(2))))
                .containsExactly("created topic 'fresh' with 2 partitions");
    }

    @Test
    void namesTheAddressWhenNobodyAnswers() {
        // Given
        String nowhere = "127.0.0.1:1";
        try (Admin lost = Admin.create(
                Map.of("bootstrap.servers", nowhere, "default.api.timeout.ms", "500", "request.timeout.ms", "200"))) {

            // When
            assertThatThrownBy(() -> new Topics(lost, nowhere).ensure(List.of(TopicSpec.stream("orders"))))
                    // Then
                    .hasMessageContaining("[MR-3001]")
                    .hasMessageContaining("'127.0.0.1:1'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void serveTheProgramsThatPeopleCopy(ClientPrograms language, @TempDir Path scratch) throws Exception {
        // Given
        assumeTrue(language.isThere(), "there is no Python with confluent_kafka");
        String broker = this.broker.bootstrapServers();
        topics.ensure(List.of(
                TopicSpec.stream("orders").withPartitions(3),
                TopicSpec.stream("invoices").withPartitions(3)));
        Probe probe = new Probe(broker);
        int before = probe.read("orders").size();

        // When
        language.run("Producer", scratch, broker, "20");
        language.run("Invoicer", scratch, broker, "20");
        language.run("Consumer", scratch, broker, "invoices", "readers", "20");

        // Then
        List<ConsumerRecord<String, String>> orders = probe.read("orders");
        List<ConsumerRecord<String, String>> invoices = probe.read("invoices");
        assertThat(orders).hasSize(before + 20);
        assertThat(orders.stream().map(order -> order.key() + order.partition()).distinct())
                .as("a key has one partition, whichever language sends it")
                .hasSameSizeAs(
                        orders.stream().map(ConsumerRecord::key).distinct().toList());
        assertThat(invoices)
                .as("one for each order, though the other language's invoicer was there before")
                .hasSameSizeAs(orders)
                .allSatisfy(invoice -> assertThat(orders)
                        .anyMatch(order -> invoice.key().equals(order.key())
                                && invoice.value()
                                        .replace(" ", "")
                                        .endsWith(order.value().replace(" ", "") + "}")));
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("readers")
                .partitionsToOffsetAndMetadata()
                .get();
        assertThat(invoices)
                .as("the readers' own offsets are behind the last invoices")
                .allMatch(invoice -> read.entrySet().stream()
                        .anyMatch(each -> each.getKey().partition() == invoice.partition()
                                && each.getValue().offset() > invoice.offset()));
    }
}
