package io.millrace.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.error.MillraceException;
import io.millrace.core.pipeline.ShopStream;
import io.millrace.kafka.side.TopicFacts;
import io.millrace.kafka.side.TopicLimits;
import io.millrace.kafka.simulator.ShopEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SimulatorSessionTest {

    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final SimulatorSpec ORDERS = new SimulatorSpec("t", ShopStream.ORDERS, 20, 1, List.of());
    private static final int PAST = 1_080 * 20;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<Instant> commits = new ArrayList<>();
    private final List<Long> fed = new ArrayList<>();
    private long total;

    SimulatorSessionTest() {
        producer.initTransactions();
    }

    /** Stands still while events are sent, and goes on when they are waited for. */
    private static final class FakeClock implements LiveClock {

        private final Instant end;
        private Instant now;

        private FakeClock(Instant now, Instant end) {
            this.now = now;
            this.end = end;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public boolean isStopped() {
            return !now.isBefore(end);
        }

        @Override
        public void await(long nanos) {
            now = now.plusNanos(nanos);
        }
    }

    private void feed(SimulatorSpec spec, SimulatorPosition position, Instant now, Duration time) throws Exception {
        FakeClock clock = new FakeClock(now, now.plus(time));
        new SimulatorSession(spec, position, producer, new TopicFacts(3, TopicLimits.NONE), clock, (done, due) -> {
                    commits.add(clock.now());
                    fed.add(done);
                    total = due;
                })
                .feed();
    }

    @Test
    void playsThePastAtOnceAndThenGoesByTheClock() throws Exception {
        // Given
        Instant now = START.plus(ShopEvents.PAST);

        // When
        feed(ORDERS, SimulatorPosition.first(START), now, Duration.ofSeconds(10));

        // Then
        ShopEvents events = ShopEvents.of(ShopStream.ORDERS, 20, 1);
        assertThat(producer.history()).hasSize(PAST + 200);
        for (int number = 0; number < producer.history().size(); number++) {
            ProducerRecord<byte[], byte[]> record = producer.history().get(number);
            assertThat(record.value()).isEqualTo(events.event(number, START).value());
            assertThat(record.partition()).isEqualTo(number % 3);
            assertThat(record.timestamp())
                    .as("the moment at which it was due")
                    .isEqualTo(START.toEpochMilli() + TimeUnit.NANOSECONDS.toMillis(events.due(number)));
        }
        assertThat(fed.stream().filter(each -> each <= PAST).count())
                .as("transactions for the past")
                .isLessThan(10);
    }

    @Test
    void aLiveEventIsCommittedWithinATenthOfASecondOfItsMoment() throws Exception {
        for (int rate : new int[] {5, 200, 5_000}) {
            // Given
            SimulatorSpec spec = new SimulatorSpec("t", ShopStream.ORDERS, rate, 1, List.of());
            ShopEvents events = ShopEvents.of(ShopStream.ORDERS, rate, 1);
            long past = 1_080L * rate;
            commits.clear();
            fed.clear();

            // When
            feed(spec, new SimulatorPosition(START, past), START.plus(ShopEvents.PAST), Duration.ofSeconds(2));

            // Then
            int commit = 0;
            for (long number = past; number < past + 2L * rate; number++) {
                while (fed.get(commit) <= number) {
                    commit++;
                }
                Duration waited = Duration.between(START.plusNanos(events.due(number)), commits.get(commit));
                assertThat(waited).isBetween(Duration.ZERO, Duration.ofMillis(rate > 10 ? 100 : 0));
            }
            assertThat(fed).as("not one transaction an event").hasSizeLessThan(2 * Math.min(rate, 10) + 4);
        }
    }

    @Test
    void keepsItsPlaceAndWhatItsEventsDependOnWithThem() throws Exception {
        // Given
        Instant now = START.plus(ShopEvents.PAST);

        // When
        feed(ORDERS, SimulatorPosition.first(START), now, Duration.ofSeconds(1));

        // Then
        List<OffsetAndMetadata> offsets = producer.consumerGroupOffsetsHistory().stream()
                .flatMap(groups -> groups.entrySet().stream())
                .filter(group -> group.getKey().equals("millrace-feed-t-shop"))
                .flatMap(group -> group.getValue().values().stream())
                .toList();
        OffsetAndMetadata last = offsets.get(offsets.size() - 1);
        assertThat(last.offset()).isEqualTo(PAST + 20);
        assertThat(SimulatorPosition.of(last, ORDERS)).isEqualTo(new SimulatorPosition(START, PAST + 20));
        assertThat(total).as("all that is due is fed").isEqualTo(PAST + 20);
        assertThatThrownBy(
                        () -> SimulatorPosition.of(last, new SimulatorSpec("t", ShopStream.ORDERS, 21, 1, List.of())))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining(
                        "[MR-1012] topic 't' was fed with 'simulator shop, stream orders, rate 20, seed 1'")
                .hasMessageContaining("which is not 'simulator shop, stream orders, rate 21, seed 1'");
    }

    @Test
    void catchesUpWhatAPauseLeftOutAndSaysHowFarItIsBehind() throws Exception {
        // Given
        Instant later = START.plus(ShopEvents.PAST).plus(Duration.ofHours(1));

        // When
        feed(ORDERS, new SimulatorPosition(START, PAST), later, Duration.ofMillis(1));

        // Then
        assertThat(producer.history()).hasSize(72_001);
        assertThat(fed.get(0)).isEqualTo(PAST);
        assertThat(fed).as("in large batches").hasSizeLessThan(20);
        assertThat(total).isEqualTo(PAST + 72_001);
    }

    @Test
    void recordsGetTheTablesKey() throws Exception {
        // Given
        SimulatorSpec spec = new SimulatorSpec("t", ShopStream.ORDERS, 20, 1, List.of("order_id"));

        // When
        feed(spec, SimulatorPosition.first(START), START.plus(ShopEvents.PAST), Duration.ofMillis(1));

        // Then
        assertThat(producer.history().get(0).partition())
                .as("by Kafka's own hash")
                .isNull();
        for (int number = 0; number < producer.history().size(); number++) {
            assertThat(producer.history().get(number).key())
                    .as("also of what is no JSON: a compacted topic takes nothing without a key")
                    .asString()
                    .isEqualTo("o-" + (number + 1));
        }
    }
}
