package io.millrace.bench.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Card payments as they happen, at an even pace: small ones of many cards, and twice a second a card that is used for
 * three large ones, 100 ms apart. Event times are the moments of sending.
 */
final class CardPayments implements AutoCloseable {

    static final String TOPIC = "transactions";

    private static final int STEP_MS = 100;
    private static final int STEPS_PER_FRAUD = 5;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Long> thirdSentAt = new ConcurrentHashMap<>();
    private final Random random = new Random(1);
    private Future<?> paying = CompletableFuture.completedFuture(null);
    private int perStep;
    private long number;
    private long step;

    /** Pays nothing yet. */
    CardPayments(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param perSecond payments from now on, a multiple of 10 */
    void pay(int perSecond) {
        paying.cancel(false);
        // by the thread that pays, which alone counts
        pace.execute(() -> {
            perStep = perSecond * STEP_MS / 1000;
            number = 0;
        });
        long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
        paying = pace.scheduleAtFixedRate(this::pay, 0, between, TimeUnit.NANOSECONDS);
    }

    /** Nanoseconds of {@link System#nanoTime} when the third payment of a card was handed to the producer. */
    long thirdSentAt(String card) {
        return Objects.requireNonNull(thirdSentAt.get(card), card);
    }

    private void pay() {
        boolean isFirstOfStep = number++ % perStep == 0;
        long payment = step % STEPS_PER_FRAUD;
        String card = "stolen-" + step / STEPS_PER_FRAUD;
        if (isFirstOfStep) {
            step++;
        }
        if (!isFirstOfStep || payment > 2) {
            send("card-" + random.nextInt(10_000), 1 + random.nextInt(90));
            return;
        }
        if (payment == 2) {
            thirdSentAt.put(card, System.nanoTime());
        }
        send(card, 150);
    }

    private void send(String card, int amount) {
        String payment = "{\"transaction_id\":\"t-%d\",\"card_id\":\"%s\",\"amount\":%d.00,\"transaction_time\":\"%s\"}"
                .formatted(random.nextLong(), card, amount, Instant.now());
        var unused = producer.send(new ProducerRecord<>(
                TOPIC, card.getBytes(StandardCharsets.UTF_8), payment.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close();
    }
}
