package io.millrace.storm.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The traffic of a small pipeline of its own: numbers that go in, each once, and must come out.
 *
 * @see StormFiles#writeNumbers
 */
public final class Numbers {

    private final String pipeline;
    private long next;

    /** @param pipeline name */
    public Numbers(String pipeline) {
        this.pipeline = pipeline;
    }

    /** Topic that they go into. */
    public String sent() {
        return sentTopic(pipeline);
    }

    static String sentTopic(String pipeline) {
        return "storm." + pipeline + ".sent";
    }

    static String gotTopic(String pipeline) {
        return "storm." + pipeline + ".got";
    }

    /**
     * Sends the next so many, and waits until the brokers have them.
     *
     * @return these numbers
     */
    public List<Long> send(String servers, int count) throws InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", servers, "acks", "all");
        List<Long> numbers = LongStream.range(next, next + count).boxed().toList();
        next += count;
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long number : numbers) {
                byte[] value = "{\"id\":%d}".formatted(number).getBytes(StandardCharsets.UTF_8);
                sends.add(producer.send(new ProducerRecord<>(sent(), value)));
            }
            for (Future<RecordMetadata> each : sends) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("numbers could not be sent", e);
        }
        return numbers;
    }

    /** All that were ever sent. */
    public List<Long> all() {
        return LongStream.range(0, next).boxed().toList();
    }

    /** What has come out and is committed, in the topic's order. */
    public List<Long> got(String servers) {
        return TopicReader.all(servers, gotTopic(pipeline)).stream()
                .map(each -> LiveReader.number(each, "id"))
                .toList();
    }
}
