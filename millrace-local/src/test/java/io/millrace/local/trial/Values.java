package io.millrace.local.trial;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records of which only the value matters, each with a number {@code id}. */
final class Values {

    private static final Pattern ID = Pattern.compile("\"id\": ?(\\d+)");

    private Values() {}

    /** Sends a value for each id, spread over the topic's partitions, and waits until the broker has them. */
    static void send(String bootstrapServers, String topic, LongStream ids, LongFunction<String> value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            int partitions = producer.partitionsFor(topic).size();
            ids.forEach(id -> {
                byte[] bytes = value.apply(id).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, (int) (id % partitions), null, bytes));
            });
        }
    }

    /** The id in each value, sorted. */
    static List<Long> ids(List<Committed> records) {
        return Committed.values(records).stream().map(Values::id).sorted().toList();
    }

    private static long id(String value) {
        Matcher id = ID.matcher(value);
        if (!id.find()) {
            throw new AssertionError("no id in " + value);
        }
        return Long.parseLong(id.group(1));
    }
}
