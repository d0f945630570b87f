package io.millrace.kafka.feed;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.side.TopicFacts;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Replays a file into a topic, each record exactly once however often the process is killed: records and the position
 * in the file are committed in one transaction. A file that has grown is fed from where it ended before.
 *
 * <p><b>Threads.</b> {@link #run} blocks and is called once; {@link #stop} may be called from any thread.
 */
public final class Feeder {

    private final FeedSpec spec;
    private final FeedProgress progress;
    private final FeedLoop loop;
    private long total = -1;

    public Feeder(KafkaAccess kafka, FeedSpec spec, FeedProgress progress) {
        this.spec = spec;
        this.progress = progress;
        this.loop = new FeedLoop(kafka, spec.topic(), spec.id());
    }

    /**
     * Feeds until the end of the file or {@link #stop}.
     *
     * @return whether the end of the file was reached
     * @throws MillraceException {@code FEED_INVALID} if the file cannot be read or is not the one that was begun,
     *     {@code TOPIC_CONFLICT} if there is no such topic, {@code KAFKA_UNREACHABLE}
     */
    public boolean run() {
        try {
            return loop.run(spec.file().toString(), this::feed);
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.FEED_INVALID,
                    "'" + spec.file() + "' cannot be read: " + e,
                    "name a file that exists and that this user may read",
                    e);
        }
    }

    private boolean feed(Admin admin, TopicFacts topic, Producer<byte[], byte[]> producer)
            throws IOException, InterruptedException {
        total = total < 0 ? count() : total;
        try (FeedSession session = new FeedSession(spec, producer, topic, Clock.systemUTC(), this::report)) {
            session.begin();
            Optional<OffsetAndMetadata> stored = StoredOffsets.of(admin, spec.id(), spec.topic());
            if (stored.isPresent()) {
                session.skipTo(stored.get());
            }
            report(session.records());
            return session.feed(loop.stopped());
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

    private void report(long records) {
        loop.reached(records);
        progress.fed(records, Math.max(records, total));
    }

    /** Ends {@link #run} after the batch that is under way; the next run goes on behind it. */
    public void stop() {
        loop.stop();
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
