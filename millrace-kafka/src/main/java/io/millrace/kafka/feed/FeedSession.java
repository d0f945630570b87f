package io.millrace.kafka.feed;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.side.OutboundRecord;
import io.millrace.kafka.side.TopicFacts;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Feeds a file from a stored position on, batch by batch. Over at the first failure; another session goes on. */
final class FeedSession implements AutoCloseable {

    private static final int BATCH_RECORDS = 5_000;
    private static final long BATCH_BYTES = 4L << 20;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** A wait longer than this is not worth keeping records uncommitted for. */
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final FeedSpec spec;
    private final RecordSource source;
    private final Producer<byte[], byte[]> producer;
    private final TopicFacts topic;
    private final InstantSource clock;
    private final LongConsumer committed;
    private final Optional<Pace> pace;
    private final FeedPosition position = new FeedPosition();
    private final Deque<FeedRecord> ahead = new ArrayDeque<>();

    private boolean inTransaction;
    private long batchStart;
    private int batchRecords;
    private long batchBytes;

    FeedSession(
            FeedSpec spec,
            Producer<byte[], byte[]> producer,
            TopicFacts topic,
            InstantSource clock,
            LongConsumer committed)
            throws IOException {
        this.spec = spec;
        this.source = RecordSource.open(spec);
        this.producer = producer;
        this.topic = topic;
        this.clock = clock;
        this.committed = committed;
        this.pace = spec.speed().isPresent() && spec.eventTime().isPresent()
                ? Optional.of(new Pace(spec.speed().getAsDouble()))
                : Optional.empty();
    }

    /** Ends what an earlier session left open; after this no other session can commit. */
    void begin() {
        producer.initTransactions();
    }

    /** @throws MillraceException {@code FEED_INVALID} if the file does not begin with what was fed */
    void skipTo(OffsetAndMetadata stored) throws IOException {
        while (position.records() < stored.offset()) {
            Optional<FeedRecord> record = source.next();
            if (record.isEmpty()) {
                break;
            }
            position.advance(record.get());
        }
        if (!position.matches(stored)) {
            throw new MillraceException(
                    ErrorCode.FEED_INVALID,
                    "the first %d records of '%s' are not those that were fed into topic '%s'"
                            .formatted(stored.offset(), spec.file(), spec.topic()),
                    "lines may be added at its end only; give a new file another name, or delete all local data with"
                            + " 'millrace run --wipe'");
        }
    }

    /** @return whether the end of the file was reached, rather than {@code stop} */
    boolean feed(CountDownLatch stop) throws IOException, InterruptedException {
        try {
            while (stop.getCount() > 0) {
                FeedRecord record = next();
                if (record == null) {
                    return true;
                }
                if (awaitTurn(record, stop)) {
                    send(record);
                }
            }
            return false;
        } finally {
            // Whatever ends the feed, what was sent so far is good.
            commit();
        }
    }

    private @Nullable FeedRecord next() throws IOException {
        int wanted = pace.isPresent() ? Pace.LOOK_AHEAD + 1 : 1;
        while (ahead.size() < wanted) {
            Optional<FeedRecord> record = source.next();
            if (record.isEmpty()) {
                break;
            }
            ahead.addLast(record.get());
        }
        return ahead.pollFirst();
    }

    /** @return false if the feed was stopped meanwhile */
    private boolean awaitTurn(FeedRecord record, CountDownLatch stop) throws InterruptedException {
        if (pace.isEmpty() || record.time().isEmpty()) {
            return true;
        }
        List<Long> behind = new ArrayList<>();
        ahead.forEach(each -> each.time().ifPresent(behind::add));
        long now = System.nanoTime();
        long wait = pace.get().due(record.time().getAsLong(), behind, now) - now;
        if (wait <= 0) {
            return true;
        }
        if (wait > SOON_NANOS) {
            commit();
        }
        return !stop.await(wait, TimeUnit.NANOSECONDS);
    }

    private void send(FeedRecord record) {
        if (!inTransaction) {
            producer.beginTransaction();
            inTransaction = true;
            batchStart = System.nanoTime();
        }
        producer.send(new ProducerRecord<>(
                spec.topic(), partition(record), timestamp(record), record.key().orElse(null), record.value()));
        position.advance(record);
        batchRecords++;
        batchBytes += record.value().length;
        if (batchRecords >= BATCH_RECORDS
                || batchBytes >= BATCH_BYTES
                || System.nanoTime() - batchStart >= BATCH_NANOS) {
            commit();
        }
    }

    /** The same in every run, so that a replay meets the same order; by Kafka's own hash where there is a key. */
    private @Nullable Integer partition(FeedRecord record) {
        return record.key().isPresent() ? null : (int) (position.records() % topic.partitions());
    }

    /**
     * The recorded time, unless the topic would refuse the record for it, or soon delete it: recordings are often older
     * than any retention, and a segment of old records can go before anybody has read it.
     */
    private @Nullable Long timestamp(FeedRecord record) {
        if (record.time().isEmpty()) {
            return null;
        }
        long timestamp = topic.limits().timestamp(record.time().getAsLong(), clock.millis());
        return timestamp == OutboundRecord.NOW ? null : timestamp;
    }

    private void commit() {
        if (!inTransaction) {
            return;
        }
        inTransaction = false;
        batchRecords = 0;
        batchBytes = 0;
        producer.sendOffsetsToTransaction(position.commit(spec.topic()), group());
        producer.commitTransaction();
        committed.accept(position.records());
    }

    /** The other way to one is a consumer that never consumes. */
    @SuppressWarnings("removal")
    private ConsumerGroupMetadata group() {
        return new ConsumerGroupMetadata(spec.id());
    }

    long records() {
        return position.records();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
