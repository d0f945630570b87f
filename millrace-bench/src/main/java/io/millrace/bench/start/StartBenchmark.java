package io.millrace.bench.start;

import io.millrace.bench.run.Trees;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From the command to the first new result. A record is sent as soon as the broker takes it; the time ends when a
 * {@code read_committed} consumer of another process sees what the pipeline made of it, under exactly-once.
 *
 * <p>Run by hand in the repository's directory, see docs/benchmarks.md. The first start makes topics, state and the class
 * archive and does not count. System properties: {@code rounds}, {@code checkpoint} of the pipeline, and {@code kill}
 * for starts after {@code kill -9} rather than after a clean stop.
 */
public final class StartBenchmark {

    private static final String SQL = """
            CREATE TABLE asked (number BIGINT) WITH ('partitions' = '1');
            CREATE TABLE answered (number BIGINT) WITH ('partitions' = '1');
            INSERT INTO answered SELECT number FROM asked WHERE number >= 0;
            """;

    private static final TopicPartition ANSWERED = new TopicPartition("answered", 0);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final int port;
    private final boolean kill;

    private StartBenchmark(Path directory, int port, boolean kill) {
        this.directory = directory;
        this.port = port;
        this.kill = kill;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.getInteger("rounds", 9);
        Path directory = Files.createTempDirectory("millrace-bench-");
        try {
            Files.writeString(directory.resolve("pipeline.sql"), SQL);
            Files.writeString(
                    directory.resolve("millrace.yml"),
                    "name: start\ncheckpoint: " + System.getProperty("checkpoint", "1s") + "\n");
            StartBenchmark benchmark = new StartBenchmark(directory, freePort(), Boolean.getBoolean("kill"));
            List<Duration> starts = new ArrayList<>();
            benchmark.start(0);
            for (int round = 1; round <= rounds; round++) {
                starts.add(benchmark.start(round));
            }
            starts.sort(Comparator.naturalOrder());
            System.out.printf(
                    "first result: median %s, least %s, greatest %s%n",
                    seconds(starts.get(starts.size() / 2)),
                    seconds(starts.get(0)),
                    seconds(starts.get(starts.size() - 1)));
        } finally {
            Trees.delete(directory);
        }
    }

    private Duration start(int round) throws IOException, InterruptedException {
        MillraceProcess millrace = MillraceProcess.run(directory, "--port-base", port);
        try (millrace) {
            Duration answered = ask(millrace, round);
            Duration cpu = millrace.cpu();
            System.out.printf("round %d: first result %s, CPU %s%n", round, seconds(answered), seconds(cpu));
            millrace.lines().forEach((line, at) -> System.out.printf("    %s  %s%n", seconds(at), line));
            if (kill && round > 0) {
                millrace.kill();
            }
            return answered;
        }
    }

    private Duration ask(MillraceProcess millrace, int round) {
        try (KafkaProducer<byte[], byte[]> questions =
                        new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> answers =
                        new KafkaConsumer<>(client(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Thread asking = new Thread(() -> questions.send(
                    new ProducerRecord<>("asked", ("{\"number\":" + round + "}").getBytes(StandardCharsets.UTF_8))));
            asking.setDaemon(true);
            asking.start();
            answers.assign(List.of(ANSWERED));
            answers.seek(ANSWERED, 0);
            String expected = "{\"number\":" + round + "}";
            while (millrace.sinceBegin().compareTo(PATIENCE) < 0 && millrace.isAlive()) {
                for (ConsumerRecord<byte[], byte[]> answer : answers.poll(POLL)) {
                    if (new String(answer.value(), StandardCharsets.UTF_8).equals(expected)) {
                        return millrace.sinceBegin();
                    }
                }
            }
        }
        throw new IllegalStateException(
                "no result; the output was " + millrace.lines().keySet());
    }

    private Map<String, Object> client() {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + port,
                "isolation.level",
                "read_committed",
                "reconnect.backoff.ms",
                20,
                "reconnect.backoff.max.ms",
                50,
                "retry.backoff.ms",
                20,
                "max.block.ms",
                (int) PATIENCE.toMillis());
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static String seconds(Duration duration) {
        return "%.2f s".formatted(duration.toMillis() / 1e3);
    }
}
