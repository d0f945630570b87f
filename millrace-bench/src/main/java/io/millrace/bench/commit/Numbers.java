package io.millrace.bench.commit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends numbers with the time and waits for them, in a process of its own with Kafka's clients only, so that both ends are
 * on one clock. Arguments: bootstrap servers, and {@code latency} with records a second, seconds that do not count and
 * seconds that do; or {@code rate} with how many records are in the topic; or {@code fill} with how many to put there.
 */
final class Numbers {

    static final String SENT = "sent";
    static final String GOT = "got";
    static final int PARTITIONS = 4;

    private static final double SKIPPED = 0.1;

    private final String servers;

    private Numbers(String servers) {
        this.servers = servers;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Numbers numbers = new Numbers(arguments[0]);
        int first = Integer.parseInt(arguments[2]);
        switch (arguments[1]) {
            case "latency" -> numbers.latency(first, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
            case "rate" -> numbers.rate(first);
            case "fill" -> numbers.fill(first);
            default -> throw new IllegalArgumentException(arguments[1]);
        }
        // the sending thread may wait for a broker
        System.exit(0);
    }

    private void latency(int perSecond, int warm, int seconds) {
        Thread sending = new Thread(() -> send(perSecond), "sending");
        sending.setDaemon(true);
        long begin = System.nanoTime();
        sending.start();
        long[] latencies = new long[2 * perSecond * seconds];
        int count = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            long counted = begin + Duration.ofSeconds(warm).toNanos();
            long end = counted + Duration.ofSeconds(seconds).toNanos();
            long drained = end + Duration.ofSeconds(5).toNanos();
            for (long now = begin; now < drained; now = System.nanoTime()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    long sent = sentAt(record.value());
                    if (sent >= counted && sent < end && count < latencies.length) {
                        latencies[count++] = System.nanoTime() - sent;
                    }
                }
            }
        }
        long missing = Math.round(0.98 * perSecond * seconds) - count;
        if (missing > 0) {
            throw new IllegalStateException(missing + " results did not come");
        }
        long[] sorted = Arrays.copyOf(latencies, count);
        Arrays.sort(sorted);
        System.out.printf(
                "min %,.0f ms  median %,.0f ms  p90 %,.0f ms  p99 %,.0f ms  max %,.0f ms  (%d results)%n",
                sorted[0] / 1e6,
                share(sorted, 0.5) / 1e6,
                share(sorted, 0.9) / 1e6,
                share(sorted, 0.99) / 1e6,
                sorted[count - 1] / 1e6,
                count);
    }

    private static long share(long[] sorted, double of) {
        return sorted[(int) Math.ceil(sorted.length * of) - 1];
    }

    /** The last field of {@code {"id":1,"sent_at":2}}. */
    private static long sentAt(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        return Long.parseLong(
                text.substring(text.lastIndexOf(':') + 1, text.length() - 1).strip());
    }

    private void send(int perSecond) {
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
        try (KafkaProducer<byte[], byte[]> producer = producer(0)) {
            long next = System.nanoTime();
            for (long id = 0; ; id++) {
                var unused = producer.send(record(id));
                next += between;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }

    /**
     * From when a tenth of the results is there, so that starting does not count, to the last. Results count when they are
     * written, whether or not they are committed yet: commits come in bursts, which no clock of a client sees the ends of.
     */
    private void rate(int records) {
        long seen = 0;
        long skipped = (long) (records * SKIPPED);
        long begin = 0;
        long counted = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
            while (seen < records) {
                seen += consumer.poll(Duration.ofMillis(100)).count();
                if (begin == 0 && seen >= skipped) {
                    begin = System.nanoTime();
                    counted = seen;
                }
            }
        }
        System.out.printf("%,.0f records/s%n", (records - counted) * 1e9 / (System.nanoTime() - begin));
    }

    private void fill(int records) {
        try (KafkaProducer<byte[], byte[]> producer = producer(5)) {
            for (long id = 0; id < records; id++) {
                var unused = producer.send(record(id));
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(long id) {
        String value = "{\"id\":%d,\"sent_at\":%d}".formatted(id, System.nanoTime());
        return new ProducerRecord<>(SENT, (int) (id % PARTITIONS), null, value.getBytes(StandardCharsets.UTF_8));
    }

    private KafkaProducer<byte[], byte[]> producer(int linger) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", linger),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(GOT).stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
