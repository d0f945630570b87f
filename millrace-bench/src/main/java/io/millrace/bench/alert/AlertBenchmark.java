package io.millrace.bench.alert;

import io.millrace.local.LocalRun;
import io.millrace.local.LocalRunner;
import io.millrace.local.RunListener;
import io.millrace.local.RunRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From the third payment's send to the alert in the hands of an independent consumer that reads committed records only,
 * with the pipeline of {@code examples/shop/fraud} and nothing but this process on the machine.
 *
 * <p>Run by hand from the root of the sources, see docs/benchmarks.md. System properties: {@code alerts} that count,
 * {@code warm} ones before them that do not, {@code rate} of ordinary payments a second.
 */
public final class AlertBenchmark {

    private static final Path PIPELINE = Path.of("examples", "shop", "fraud", "pipeline.sql");

    private AlertBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        measure("at-least-once, bound 1 s", "delivery: at-least-once\ncheckpoint: 5s\n", "'1' SECOND");
        measure("at-least-once, bound 1 ms", "delivery: at-least-once\ncheckpoint: 5s\n", "'0.001' SECOND");
        measure("exactly-once, bound 1 s, checkpoint 1 s", "delivery: exactly-once\ncheckpoint: 1s\n", "'1' SECOND");
        // The engines leave threads behind that would keep the process alive.
        System.exit(0);
    }

    private static void measure(String name, String policies, String bound) throws IOException {
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Path pipeline = Files.createDirectories(directory.resolve("fraud"));
            String sql = Files.readString(PIPELINE)
                    .replace("transaction_time - INTERVAL '1' SECOND", "transaction_time - INTERVAL " + bound);
            Files.writeString(pipeline.resolve("pipeline.sql"), sql);
            Files.writeString(pipeline.resolve("millrace.yml"), policies + "profile: low-latency\n");
            RunRequest request =
                    new RunRequest(List.of(pipeline), directory.resolve("data"), OptionalInt.of(0), false, false);
            try (LocalRun run = LocalRunner.start(request, new Silence());
                    CardPayments payments = new CardPayments(run.bootstrapServers(), Integer.getInteger("rate", 100))) {
                print(name, latencies(run.bootstrapServers(), payments));
            }
        } finally {
            delete(directory);
        }
    }

    /** Nanoseconds, sorted. */
    private static long[] latencies(String bootstrapServers, CardPayments payments) {
        int warm = Integer.getInteger("warm", 20);
        long[] latencies = new long[Integer.getInteger("alerts", 100)];
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("fraud_alerts").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int seen = -warm; seen < latencies.length; ) {
                for (ConsumerRecord<byte[], byte[]> alert : consumer.poll(Duration.ofSeconds(1))) {
                    long now = System.nanoTime();
                    if (seen >= 0 && seen < latencies.length) {
                        latencies[seen] = now - payments.thirdSentAt(new String(alert.key(), StandardCharsets.UTF_8));
                    }
                    seen++;
                }
            }
        }
        return java.util.Arrays.stream(latencies).sorted().toArray();
    }

    private static void print(String name, long[] sorted) {
        System.out.printf(
                "%-42s  min %,6.1f ms  median %,6.1f ms  p90 %,6.1f ms  max %,6.1f ms  (%d alerts)%n",
                name,
                sorted[0] / 1e6,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 9 / 10] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                sorted.length);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private record Silence() implements RunListener {

        @Override
        public void progress(String step) {}

        @Override
        public void warning(String warning) {
            System.err.println(warning);
        }
    }
}
