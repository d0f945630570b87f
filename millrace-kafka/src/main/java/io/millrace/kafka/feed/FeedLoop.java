package io.millrace.kafka.feed;

import static java.util.Objects.requireNonNull;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds a topic in transactions, over whatever goes by, such as a laptop shut for longer than a transaction's timeout. */
final class FeedLoop {

    private static final Logger LOGGER = LoggerFactory.getLogger(FeedLoop.class);
    private static final int MAX_FAILURES = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final KafkaAccess kafka;
    private final String topic;
    private final String id;
    private final CountDownLatch stop = new CountDownLatch(1);
    private long fed = -1;

    /** @param id consumer group and transactional id of the feed */
    FeedLoop(KafkaAccess kafka, String topic, String id) {
        this.kafka = kafka;
        this.topic = topic;
        this.id = id;
    }

    /** Feeds from the last commit on, until nothing is left or the first failure. */
    interface Attempt {

        /**
         * @param producer of a transactional id; closed afterwards
         * @return whether nothing is left to feed
         */
        boolean feed(Admin admin, TopicFacts topic, Producer<byte[], byte[]> producer)
                throws IOException, InterruptedException;
    }

    /**
     * @param what is fed, for messages
     * @return whether nothing is left to feed, rather than {@link #stop}
     * @throws MillraceException {@code TOPIC_CONFLICT} if there is no such topic, {@code KAFKA_UNREACHABLE}
     */
    boolean run(String what, Attempt attempt) throws IOException {
        try (Admin admin = admin()) {
            if (new Topics(admin, kafka.bootstrapServers()).partitions(topic).isEmpty()) {
                throw new MillraceException(
                        ErrorCode.TOPIC_CONFLICT,
                        "there is no topic '" + topic + "' to feed",
                        "run the pipeline that reads it first, or correct the name");
            }
            TopicFacts facts =
                    requireNonNull(TopicFacts.of(admin, List.of(topic)).get(topic));
            return run(what, attempt, admin, facts);
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean run(String what, Attempt attempt, Admin admin, TopicFacts facts)
            throws IOException, InterruptedException {
        for (int failures = 0; ; failures++) {
            long before = fed;
            try (Closing closing = new Closing(producer())) {
                return attempt.feed(admin, facts, closing.producer());
            } catch (InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                failures = fed > before ? 0 : failures;
                if (failures >= MAX_FAILURES) {
                    throw unreachable(what, e);
                }
                LOGGER.atWarn().addKeyValue("topic", topic).setCause(e).log("feed goes on from its last commit");
                if (stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
    }

    /** A producer whose transaction has failed must not be waited for. */
    private record Closing(Producer<byte[], byte[]> producer) implements AutoCloseable {

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(1));
        }
    }

    /** To be told how many records are committed: a feed that gets on, if only now and then, is not given up. */
    void reached(long records) {
        fed = records;
    }

    /** At zero once the feed is to end after the batch that is under way. */
    CountDownLatch stopped() {
        return stop;
    }

    void stop() {
        stop.countDown();
    }

    private MillraceException unreachable(String what, KafkaException cause) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "'%s' could not be fed into topic '%s' at '%s': %s"
                        .formatted(what, topic, kafka.bootstrapServers(), cause.getMessage()),
                "check that the broker runs; the next run goes on where this one ended",
                cause);
    }

    private Admin admin() {
        try {
            return Admin.create(connection());
        } catch (KafkaException e) {
            // of settings that are wrong, not of brokers
            throw new MillraceException(
                    ErrorCode.KAFKA_UNREACHABLE,
                    "no client of Kafka at '%s' could be made: %s"
                            .formatted(
                                    kafka.bootstrapServers(),
                                    e.getCause() == null
                                            ? e.getMessage()
                                            : e.getCause().getMessage()),
                    "check the address, and 'kafka' in the environment's file",
                    e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Properties settings = connection();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
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
        Properties settings = kafka.properties();
        settings.put("client.id", id);
        return settings;
    }
}
