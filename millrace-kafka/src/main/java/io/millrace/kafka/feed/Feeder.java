package io.millrace.kafka.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.topic.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays a file into a topic, each record exactly once however often the process is killed: records and the position
 * in the file are committed in one transaction. A file that has grown is fed from where it ended before.
 *
 * <p><b>Threads.</b> {@link #run} blocks and is called once; {@link #stop} may be called from any thread.
 */
public final class Feeder {

    private static final Logger LOGGER = LoggerFactory.getLogger(Feeder.class);
    private static final int MAX_FAILURES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final FeedSpec spec;
    private final FeedProgress progress;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long fed = -1;

    public Feeder(String bootstrapServers, FeedSpec spec, FeedProgress progress) {
        this.bootstrapServers = bootstrapServers;
        this.spec = spec;
        this.progress = progress;
    }

    /**
     * Feeds until the end of the file or {@link #stop}.
     *
     * @return whether the end of the file was reached
     * @throws MillraceException {@code FEED_INVALID} if the file cannot be read or is not the one that was begun,
     *     {@code TOPIC_CONFLICT} if there is no such topic, {@code KAFKA_UNREACHABLE}
     */
    public boolean run() {
        try (Admin admin = Admin.create(connection())) {
            if (new Topics(admin, bootstrapServers).partitions(spec.topic()).isEmpty()) {
                throw new MillraceException(
                        ErrorCode.TOPIC_CONFLICT,
                        "there is no topic '" + spec.topic() + "' to feed",
                        "run the pipeline that reads it first, or correct the name");
            }
            TopicFacts topic =
                    requireNonNull(TopicFacts.of(admin, List.of(spec.topic())).get(spec.topic()));
            return feed(admin, topic, count());
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.FEED_INVALID,
                    "'" + spec.file() + "' cannot be read: " + e,
                    "name a file that exists and that this user may read",
                    e);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long count() throws IOException {
        try (RecordSource source = RecordSource.open(spec)) {
            long records = 0;
            while (source.next().isPresent()) {
                records++;
            }
            return records;
        }
    }

    /** A transaction can fail for passing reasons, such as a laptop shut for longer than its timeout: then go on anew. */
    private boolean feed(Admin admin, TopicFacts topic, long total) throws IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            long before = fed;
            try (FeedSession session =
                    new FeedSession(spec, producer(), topic, Clock.systemUTC(), records -> report(records, total))) {
                return feedOn(session, admin, total);
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                failures = fed > before ? 0 : failures;
                if (failures >= MAX_FAILURES) {
                    throw unreachable(e);
                }
                LOGGER.atWarn().addKeyValue("topic", spec.topic()).setCause(e).log("feed goes on from its last commit");
                if (stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    private boolean feedOn(FeedSession session, Admin admin, long total) throws IOException, InterruptedException {
        session.begin();
        Optional<OffsetAndMetadata> stored = FeedPosition.stored(admin, spec);
        if (stored.isPresent()) {
            session.skipTo(stored.get());
        }
        report(session.records(), total);
        return session.feed(stop);
    }

    private void report(long records, long total) {
        fed = records;
        progress.fed(records, Math.max(records, total));
    }

    private MillraceException unreachable(KafkaException cause) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "'%s' could not be fed into topic '%s' at '%s': %s"
                        .formatted(spec.file(), spec.topic(), bootstrapServers, cause.getMessage()),
                "check that the broker runs; the next run goes on at the next line",
                cause);
    }

    private Producer<byte[], byte[]> producer() {
        Properties settings = connection();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, spec.id());
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "20000");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(256 << 10));
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(16 << 20));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        // A transaction waits this long for the markers of the one before it.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "5");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Properties connection() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", spec.id());
        return settings;
    }

    /** Ends {@link #run} after the batch that is under way; the next run goes on behind it. */
    public void stop() {
        stop.countDown();
    }

    /** Lets the next run feed the file from its start. No feed of this file may be running. */
    public static void forget(Admin admin, FeedSpec spec) {
        try {
            admin.deleteConsumerGroups(List.of(spec.id())).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new MillraceException(
                        ErrorCode.KAFKA_UNREACHABLE,
                        "the position of feed '" + spec.id() + "' could not be deleted: " + e.getCause(),
                        "check that the broker runs and that nothing feeds the file",
                        e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
