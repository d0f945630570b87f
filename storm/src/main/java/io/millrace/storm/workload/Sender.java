package io.millrace.storm.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends what pipelines are to handle, in transactions of which some are taken back. What became of a transaction whose
 * outcome it never learnt is seen afterwards in the topics, which are the truth about what went in.
 */
public final class Sender implements AutoCloseable {

    private static final int KEYS = 20;
    private static final int ACCOUNTS = 200;
    private static final long PAUSE_MILLIS = 50;

    /** Of one transaction: after an outage the rest is not made up for at once. */
    private static final long MOST_EVENTS = 200;

    private static final double BAD = 0.05;
    private static final double LATE = 0.01;
    private static final double TAKEN_BACK = 0.03;

    private final String servers;
    private final int perSecond;
    private final SplittableRandom dice;
    private final AtomicLong ids = new AtomicLong();
    private final long[] numbers = new long[KEYS];
    private final Map<Long, Long> sentAt = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "sender");
    private volatile boolean ended;

    /** @param perSecond records */
    public Sender(String servers, int perSecond, long seed) {
        this.servers = servers;
        this.perSecond = perSecond;
        this.dice = new SplittableRandom(seed);
    }

    public void start() {
        thread.start();
    }

    /** When a record was handed to its transaction, in epoch milliseconds; negative for one that is not known. */
    public long sentAt(long id) {
        return sentAt.getOrDefault(id, -1L);
    }

    private void run() {
        while (!ended) {
            try (KafkaProducer<byte[], byte[]> producer = producer()) {
                producer.initTransactions();
                long last = System.nanoTime();
                while (!ended) {
                    long now = System.nanoTime();
                    transaction(
                            producer, Math.min(MOST_EVENTS, perSecond * (now - last) / TimeUnit.SECONDS.toNanos(1)));
                    last = now;
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (KafkaException broken) {
                // its producer is of no more use; another one takes the last transaction back, or finds it committed
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void transaction(KafkaProducer<byte[], byte[]> producer, long events) {
        producer.beginTransaction();
        for (int each = 0; each < events; each++) {
            producer.send(event());
        }
        transfer(producer);
        if (dice.nextDouble() < TAKEN_BACK) {
            producer.flush();
            producer.abortTransaction();
            return;
        }
        while (true) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException again) {
                // asking again is allowed, and the only way to learn the outcome
                if (ended) {
                    return;
                }
            }
        }
    }

    private ProducerRecord<byte[], byte[]> event() {
        int key = dice.nextInt(KEYS);
        long id = ids.getAndIncrement();
        long number = numbers[key]++;
        long now = System.currentTimeMillis();
        long happened = now - dice.nextInt(1000) - (dice.nextDouble() < LATE ? 60_000 : 0);
        String value = "{\"id\":%d,\"k\":\"k%d\",\"n\":%d,\"happened\":\"%s\"}"
                .formatted(id, key, number, Instant.ofEpochMilli(happened));
        if (dice.nextDouble() < BAD) {
            value = dice.nextBoolean()
                    ? value.substring(0, value.length() / 2)
                    : value.replace("\"n\":", "\"n\":\"x\",\"m\":");
        }
        sentAt.put(id, now);
        return record(StormFiles.EVENTS, "k" + key, value, id);
    }

    /** Two legs in two topics: both in this transaction, or none. */
    private void transfer(KafkaProducer<byte[], byte[]> producer) {
        long id = ids.getAndIncrement();
        int from = dice.nextInt(ACCOUNTS);
        int to = (from + 1 + dice.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        int amount = 1 + dice.nextInt(100);
        String leg = "{\"transfer\":%d,\"account\":%d,\"amount\":%d}";
        producer.send(record(StormFiles.DEBITS, String.valueOf(id), leg.formatted(id, from, amount), id));
        producer.send(record(StormFiles.CREDITS, String.valueOf(id), leg.formatted(id, to, amount), id));
    }

    /** Moves every partition's clock on, so that windows that began before are told. */
    public void closeWindows(Instant at) {
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int key = 0; key < KEYS; key++) {
                long id = ids.getAndIncrement();
                producer.send(record(
                        StormFiles.EVENTS,
                        "k" + key,
                        "{\"id\":%d,\"k\":\"k%d\",\"n\":%d,\"happened\":\"%s\"}".formatted(id, key, numbers[key]++, at),
                        id));
            }
            producer.commitTransaction();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value, long id) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        record.headers().add(TopicReader.idHeader(id));
        return record;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "transactional.id",
                        "storm-sender",
                        "transaction.timeout.ms",
                        "60000",
                        "max.block.ms",
                        "30000",
                        "linger.ms",
                        "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
