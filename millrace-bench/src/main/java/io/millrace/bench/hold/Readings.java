package io.millrace.bench.hold;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends readings of a thousand devices at an even pace, of which one in a hundred cannot be a row; in a process of its
 * own. Arguments: bootstrap servers, readings a second (0 for as many as possible), seconds.
 */
final class Readings {

    static final String TOPIC = "readings";
    static final int PARTITIONS = 4;

    private static final int DEVICES = 1000;
    private static final int BAD_ONE_IN = 100;
    private static final int PER_STEP = 100;

    private Readings() {}

    public static void main(String[] arguments) {
        long perSecond = Long.parseLong(arguments[1]);
        long between = perSecond == 0 ? 0 : Duration.ofSeconds(PER_STEP).toNanos() / perSecond;
        long next = System.nanoTime();
        long end = next + Duration.ofSeconds(Long.parseLong(arguments[2])).toNanos();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", arguments[0], "linger.ms", 10, "batch.size", 64 << 10, "acks", "all");
        SplittableRandom random = new SplittableRandom(1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int step = 0; System.nanoTime() < end; step++) {
                String now = Instant.now().toString();
                for (int each = 0; each < PER_STEP; each++) {
                    String temperature = random.nextInt(BAD_ONE_IN) == 0 ? "\"hot\"" : "" + random.nextInt(1000) / 10.0;
                    String reading = "{\"device\":\"d%03d\",\"temperature\":%s,\"measured_at\":\"%s\"}"
                            .formatted(random.nextInt(DEVICES), temperature, now);
                    var unused = producer.send(new ProducerRecord<>(
                            TOPIC, step % PARTITIONS, null, reading.getBytes(StandardCharsets.UTF_8)));
                }
                next += between;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        }
    }
}
