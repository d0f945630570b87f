package io.millrace.bench.select;

import io.millrace.kafka.topic.TopicSpec;
import io.millrace.kafka.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A topic of a shop's orders, eight columns in some 200 bytes of JSON, as any producer on default settings writes it.
 * One order every 10 ms of event time, in order within each partition.
 */
final class OrderTopic {

    static final String NAME = "orders";
    static final int PARTITIONS = 4;

    /** What is selected: about one order in five. */
    static final String STATUS = "PAID";

    private static final String[] STATES = {"CREATED", STATUS, "SHIPPED", "DELIVERED", "CANCELLED"};
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private OrderTopic() {}

    /** @return how many of the orders the query selects */
    static long fill(String bootstrapServers, int orders) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            new Topics(admin, bootstrapServers)
                    .ensure(List.of(
                            TopicSpec.stream(NAME).withPartitions(PARTITIONS).withReplication(1)));
        }
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "batch.size", 64 << 10);
        Random random = new Random(1);
        long selected = 0;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < orders; number++) {
                String status = STATES[random.nextInt(STATES.length)];
                selected += status.equals(STATUS) ? 1 : 0;
                producer.send(new ProducerRecord<>(NAME, number % PARTITIONS, null, order(number, status, random)));
            }
        }
        return selected;
    }

    private static byte[] order(int number, String status, Random random) {
        String order = "{\"order_id\":\"o-" + Integer.toHexString(random.nextInt()) + "-" + number
                + "\",\"customer_id\":\"c-" + random.nextInt(100_000)
                + "\",\"amount\":" + random.nextInt(2000) + "." + (10 + random.nextInt(90))
                + ",\"quantity\":" + (1 + random.nextInt(20))
                + ",\"weight\":" + random.nextInt(30) + "." + (1 + random.nextInt(999))
                + ",\"express\":" + random.nextBoolean()
                + ",\"status\":\"" + status
                + "\",\"created_at\":\"" + START.plusMillis(10L * number) + "\"}";
        return order.getBytes(StandardCharsets.UTF_8);
    }
}
