package io.millrace.kafka.feed;

import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.simulator.ShopEvent;
import io.millrace.kafka.simulator.ShopEvents;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of a simulator from a position on: what is due at once, then each at its moment, without end. Over at
 * the first failure; another session goes on.
 */
final class SimulatorSession {

    private static final int BATCH_RECORDS = 5_000;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** Transactions do not come more often, as long as nothing is behind: below this rate, no event waits for another. */
    private static final long LIVE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** An event is behind when it is sent this long after its moment. */
    private static final long BEHIND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SimulatorSpec spec;
    private final ShopEvents events;
    private final Producer<byte[], byte[]> producer;
    private final TopicFacts topic;
    private final LiveClock clock;
    private final FeedProgress progress;
    private final RecordMeta meta;
    private final Set<String> keyFields;
    private SimulatorPosition position;

    private boolean inTransaction;
    private long batchStart;
    private long lastCommit = Long.MIN_VALUE / 2;
    private int batchRecords;

    SimulatorSession(
            SimulatorSpec spec,
            SimulatorPosition position,
            Producer<byte[], byte[]> producer,
            TopicFacts topic,
            LiveClock clock,
            FeedProgress progress) {
        this.spec = spec;
        this.position = position;
        this.events = ShopEvents.of(spec.stream(), spec.rate(), spec.seed());
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        this.progress = progress;
        this.meta = new RecordMeta(spec.keyColumns(), Optional.empty());
        this.keyFields = Set.copyOf(spec.keyColumns());
    }

    /** Until the clock is stopped. */
    void feed() throws InterruptedException {
        try {
            report();
            while (!clock.isStopped()) {
                long due = events.due(position.number());
                if (due <= elapsed()) {
                    send(due);
                } else {
                    awaitTurn(due);
                }
            }
        } finally {
            // Whatever ends the feed, what was sent so far is good.
            commit();
        }
    }

    /** Nanoseconds of the shop's time. */
    private long elapsed() {
        return Duration.between(position.start(), clock.now()).toNanos();
    }

    private void awaitTurn(long due) throws InterruptedException {
        if (due > lastCommit + LIVE_NANOS) {
            commit();
        }
        long wait = due - elapsed();
        if (wait > 0) {
            clock.await(wait);
        }
    }

    private void send(long due) {
        long now = elapsed();
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
            batchStart = now;
        }
        ShopEvent event = events.event(position.number(), position.start());
        byte[] key = key(event);
        producer.send(new ProducerRecord<>(spec.topic(), partition(key), timestamp(due), key, event.value()));
        position = new SimulatorPosition(position.start(), position.number() + 1);
        batchRecords++;
        if (batchRecords >= BATCH_RECORDS || now - batchStart >= BATCH_NANOS) {
            commit();
        }
    }

    /** Bad ones have their key too: a compacted topic takes no record without. */
    private byte @Nullable [] key(ShopEvent event) {
        return keyFields.isEmpty()
                ? null
                : meta.key(Json.scalars(event.sound(), keyFields)).orElse(null);
    }

    /** The same in every run; by Kafka's own hash where there is a key. */
    private @Nullable Integer partition(byte @Nullable [] key) {
        return key != null ? null : (int) (position.number() % topic.partitions());
    }

    /** The moment at which it was due, unless the topic would refuse the record for it, or soon delete it. */
    private @Nullable Long timestamp(long due) {
        long moment = position.start().toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(due);
        long timestamp = topic.limits().timestamp(moment, clock.now().toEpochMilli());
        return timestamp == OutboundRecord.NOW ? null : timestamp;
    }

    private void commit() {
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        batchRecords = 0;
        lastCommit = elapsed();
        producer.sendOffsetsToTransaction(position.commit(spec), group());
        producer.commitTransaction();
        report();
    }

    /** The other way to one is a consumer that never consumes. */
    @SuppressWarnings("removal")
    private ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(spec.id());
    }

    /** What is due only just now is on its way, not behind. */
    private void report() {
        long fed = position.number();
        progress.fed(fed, Math.max(fed, events.dueBy(elapsed() - BEHIND_NANOS)));
    }
}
