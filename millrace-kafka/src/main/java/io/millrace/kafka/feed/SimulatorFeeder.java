package io.millrace.kafka.feed;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.simulator.ShopEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a stream of the simulator into a topic, each event exactly once however often the process is killed: records and
 * position are committed in one transaction. Three past hours and whatever a pause left out come at full speed, the rest
 * at the pace of the clock.
 *
 * <p><b>Threads.</b> {@link #run} blocks and is called once; {@link #stop} may be called from any thread.
 */
public final class SimulatorFeeder {

    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatorFeeder.class);

    private final SimulatorSpec spec;
    private final Instant firstStart;
    private final InstantSource clock;
    private final FeedProgress progress;
    private final FeedLoop loop;

    /** @param firstStart where the shop's time begins if no stream of it was fed before, from {@link #firstStart} */
    public SimulatorFeeder(
            String bootstrapServers,
            SimulatorSpec spec,
            Instant firstStart,
            InstantSource clock,
            FeedProgress progress) {
        this.spec = spec;
        this.firstStart = firstStart;
        this.clock = clock;
        this.progress = progress;
        this.loop = new FeedLoop(KafkaAccess.plain(bootstrapServers), spec.topic(), spec.id());
    }

    /** Feeds that are started together must get the same, so that payments meet their orders. */
    public static Instant firstStart(InstantSource clock) {
        return clock.instant().minus(ShopEvents.PAST).truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * What speaks against a feed before it is run: its topic was fed with other events so far. What a broker that does
     * not answer would have said, {@link #run} says.
     */
    public static Optional<Problem> conflict(Admin admin, SimulatorSpec spec) {
        try {
            return StoredOffsets.glance(admin, spec.id(), spec.topic())
                    .flatMap(stored -> SimulatorPosition.conflict(stored, spec));
        } catch (KafkaException e) {
            LOGGER.atWarn().addKeyValue("topic", spec.topic()).setCause(e).log("position of a feed not known yet");
            return Optional.empty();
        }
    }

    /**
     * Feeds until {@link #stop}.
     *
     * @throws MillraceException {@code FEED_INVALID} if the topic was fed with other events before,
     *     {@code TOPIC_CONFLICT} if there is no such topic, {@code KAFKA_UNREACHABLE}
     */
    public void run() {
        try {
            loop.run("simulator shop", this::feed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private boolean feed(Admin admin, TopicFacts topic, Producer<byte[], byte[]> producer) throws InterruptedException {
        // Ends what an earlier session left open; after this no other session can commit.
        producer.initTransactions();
        SimulatorPosition position = StoredOffsets.of(admin, spec.id(), spec.topic())
                .map(stored -> SimulatorPosition.of(stored, spec))
                .orElseGet(() -> SimulatorPosition.first(startOfOthers(admin).orElse(firstStart)));
        new SimulatorSession(spec, position, producer, topic, LiveClock.of(clock, loop.stopped()), this::report).feed();
        return false;
    }

    /** A stream that joins later shares the time of those that are there. */
    private static Optional<Instant> startOfOthers(Admin admin) {
        return StoredOffsets.ofGroups(admin, SimulatorSpec::isId).stream()
                .flatMap(stored -> SimulatorPosition.start(stored).stream())
                .min(Comparator.naturalOrder());
    }

    private void report(long fed, long due) {
        loop.reached(fed);
        progress.fed(fed, due);
    }

    /** Ends {@link #run} after the batch that is under way; the next run goes on behind it. */
    public void stop() {
        loop.stop();
    }
}
