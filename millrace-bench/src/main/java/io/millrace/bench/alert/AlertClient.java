package io.millrace.bench.alert;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Pays and waits for the alerts, in a process of its own with Kafka's clients only, so that both ends are on one clock.
 * Arguments: bootstrap servers, payments a second, alerts that do not count, alerts that do.
 */
final class AlertClient {

    private AlertClient() {}

    public static void main(String[] arguments) {
        String servers = arguments[0];
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                CardPayments payments = new CardPayments(servers, Integer.parseInt(arguments[1]))) {
            long[] sorted =
                    latencies(consumer, payments, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            System.out.printf(
                    "min %,.2f ms  median %,.2f ms  p90 %,.2f ms  p99 %,.2f ms  max %,.2f ms  (%d alerts)%n",
                    sorted[0] / 1e6,
                    share(sorted, 0.5) / 1e6,
                    share(sorted, 0.9) / 1e6,
                    share(sorted, 0.99) / 1e6,
                    sorted[sorted.length - 1] / 1e6,
                    sorted.length);
        }
    }

    private static long share(long[] sorted, double of) {
        return sorted[(int) Math.ceil(sorted.length * of) - 1];
    }

    /** Nanoseconds, sorted. */
    private static long[] latencies(
            KafkaConsumer<byte[], byte[]> consumer, CardPayments payments, int warm, int count) {
        long[] latencies = new long[count];
        List<TopicPartition> partitions = consumer.partitionsFor("fraud_alerts").stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        for (int seen = -warm; seen < count; ) {
            for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofSeconds(1))) {
                long now = System.nanoTime();
                if (seen >= 0 && seen < count) {
                    latencies[seen] = now - payments.thirdSentAt(new String(alert.key(), StandardCharsets.UTF_8));
                }
                seen++;
            }
        }
        Arrays.sort(latencies);
        return latencies;
    }
}
