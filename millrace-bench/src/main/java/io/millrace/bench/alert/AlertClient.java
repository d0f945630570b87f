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
 * Arguments: bootstrap servers, payments a second (one rate after the other, with commas), alerts that do not count (at
 * {@value #WARM_RATE} payments a second, since code that has run a few hundred times only is slow in any process), alerts
 * that do.
 */
final class AlertClient {

    private static final int WARM_RATE = 1000;
    private static final int SETTLING = 10;

    private AlertClient() {}

    public static void main(String[] arguments) {
        String servers = arguments[0];
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                CardPayments payments = new CardPayments(servers)) {
            assign(consumer);
            payments.pay(WARM_RATE);
            latencies(consumer, payments, Integer.parseInt(arguments[2]));
            for (String rate : arguments[1].split(",")) {
                payments.pay(Integer.parseInt(rate));
                // what is on its way since before, and what the change itself disturbs
                latencies(consumer, payments, SETTLING);
                print(rate, latencies(consumer, payments, Integer.parseInt(arguments[3])));
            }
        }
    }

    private static void print(String rate, long[] sorted) {
        System.out.printf(
                "  %6s/s  min %,.2f ms  median %,.2f ms  p90 %,.2f ms  p99 %,.2f ms  max %,.2f ms  (%d alerts)%n",
                rate,
                sorted[0] / 1e6,
                share(sorted, 0.5) / 1e6,
                share(sorted, 0.9) / 1e6,
                share(sorted, 0.99) / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }

    private static long share(long[] sorted, double of) {
        return sorted[(int) Math.ceil(sorted.length * of) - 1];
    }

    private static void assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor("fraud_alerts").stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Of the next so many alerts and what comes with them, nanoseconds, sorted. */
    private static long[] latencies(KafkaConsumer<byte[], byte[]> consumer, CardPayments payments, int count) {
        long[] latencies = new long[count];
        for (int seen = 0; seen < count; ) {
            for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofSeconds(1))) {
                long now = System.nanoTime();
                if (seen < count) {
                    latencies[seen] = now - payments.thirdSentAt(new String(alert.key(), StandardCharsets.UTF_8));
                }
                seen++;
            }
        }
        Arrays.sort(latencies);
        return latencies;
    }
}
