package io.millrace.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Any Kafka client: it knows nothing of Millrace, and sees only what was committed. */
final class Client implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GREAT = Integer.toString(8 << 20);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Client(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("max.request.size", GREAT);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Lets a topic take records above the broker's limit. */
    void widen(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", GREAT), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        sent.add(producer.send(record));
    }

    void send(String topic, int partition, @Nullable String key, @Nullable String value) {
        send(record(topic, partition, key, value));
    }

    @SuppressWarnings("NullAway") // Kafka's records have null keys and values
    static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, @Nullable String key, @Nullable String value) {
        return new ProducerRecord<>(
                topic,
                partition,
                key == null ? null : key.getBytes(UTF_8),
                value == null ? null : value.getBytes(UTF_8));
    }

    /** Waits for everything sent so far, and fails if the broker refused any of it. */
    void flush() throws Exception {
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
        sent.clear();
    }

    /** Everything committed in the topic, partition by partition, once there are so many records. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return read(topic, records -> records.size() >= count);
    }

    /** Everything committed in the topic, partition by partition, once it is as wanted. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> isWanted) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            await("records of " + topic).atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return isWanted.test(records);
            });
            return records;
        }
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    /** The last value of a header, as text. */
    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    @Override
    public void close() {
        producer.close();
    }
}
