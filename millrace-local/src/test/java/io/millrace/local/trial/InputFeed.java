package io.millrace.local.trial;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Produces an {@link Input} at a steady pace and goes on where the topic ends, so that over any number of kills each
 * record is there once. Closing waits for what was sent.
 */
final class InputFeed implements AutoCloseable {

    static final int AT_ONCE = 1_000_000_000;

    private static final int TICK_MS = 10;

    private final Input input;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(InputFeed::daemon);
    private final Set<Integer> held = ConcurrentHashMap.newKeySet();
    private final long[] next;
    private final long producedBefore;
    private final int roundsPerTick;
    private volatile boolean done;

    /**
     * @param perSecond records, over all partitions
     * @param silent partitions that have nothing until {@link #wake}
     */
    InputFeed(String bootstrapServers, Input input, int perSecond, Integer... silent) {
        this.input = input;
        this.next = ends(bootstrapServers, input.partitions());
        this.producedBefore = LongStream.of(next).sum();
        this.roundsPerTick = Math.max(1, perSecond / (1_000 / TICK_MS) / input.partitions());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        held.addAll(List.of(silent));
        var unused = pace.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    void wake() {
        held.clear();
    }

    long producedBefore() {
        return producedBefore;
    }

    /** Everything was handed to the producer. */
    boolean isDone() {
        return done;
    }

    private void tick() {
        for (int round = 0; round < roundsPerTick && sendRound(); round++) {
            if (pace.isShutdown()) {
                return;
            }
        }
    }

    /** @return whether there was anything to send */
    private boolean sendRound() {
        boolean sent = false;
        for (int partition = 0; partition < next.length; partition++) {
            if (next[partition] < input.perPartition() && !held.contains(partition)) {
                producer.send(input.record(next[partition]++ * next.length + partition));
                sent = true;
            }
        }
        done = !sent && held.isEmpty();
        return sent;
    }

    private static long[] ends(String bootstrapServers, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(Input.TOPIC, partition))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            return all.stream().mapToLong(ends::get).toArray();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "input");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        pace.shutdown();
        try {
            var unused = pace.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
