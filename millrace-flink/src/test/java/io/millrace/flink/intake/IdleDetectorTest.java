package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleDetectorTest {

    private static final int PARTITION = 1;
    private static final long IDLE_AFTER = 100;

    private final IdleDetector detector = new IdleDetector(IDLE_AFTER, false);
    private final FetchProgress progress = new FetchProgress();
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong fetches = new AtomicLong();

    @BeforeEach
    void setUp() {
        progress.metricChange(metric("records-lag", Map.of("partition", "1", "topic", "t"), lag));
        progress.metricChange(metric("fetch-total", Map.of(), fetches));
        progress.metricChange(metric("fetch-total", Map.of("topic", "t"), new AtomicLong(1_000_000)));
        detector.assign(PARTITION, 0);
    }

    private static KafkaMetric metric(String name, Map<String, String> tags, AtomicLong value) {
        return new KafkaMetric(
                new Object(),
                new MetricName(name, "consumer-fetch-manager-metrics", "", tags),
                (Gauge<Long>) (config, now) -> value.get(),
                new MetricConfig(),
                Time.SYSTEM);
    }

    @Test
    void theLagIsUnknownUntilEveryPartitionWasFetched() {
        lag.set(7);
        assertThat(progress.lag(List.of(PARTITION, 2))).isEmpty();

        progress.metricChange(metric("records-lag", Map.of("partition", "2", "topic", "t"), new AtomicLong(5)));

        assertThat(progress.lag(List.of(PARTITION, 2))).hasValue(12);
        assertThat(progress.lag(List.of())).as("nothing is assigned yet").isEmpty();
    }

    @Test
    void aPartitionAtItsEndIsIdleAfterTheTimeAndASecondLook() {
        // Given
        detector.look(progress, IDLE_AFTER);
        fetches.incrementAndGet();

        // When
        boolean isIdle = detector.look(progress, IDLE_AFTER + 1).contains(PARTITION);

        // Then
        assertThat(isIdle).isTrue();
        fetches.incrementAndGet();
        assertThat(detector.look(progress, IDLE_AFTER + 2)).as("told once").isEmpty();
    }

    @Test
    void isNotIdleBeforeItsTime() {
        // Given
        detector.look(progress, IDLE_AFTER - 2);
        fetches.incrementAndGet();

        // When
        var silent = detector.look(progress, IDLE_AFTER - 1);

        // Then
        assertThat(silent).isEmpty();
    }

    @Test
    void aBacklogIsNeverSilence() {
        // Given
        lag.set(5);
        detector.look(progress, IDLE_AFTER);
        fetches.incrementAndGet();

        // When
        var silent = detector.look(progress, 50 * IDLE_AFTER);

        // Then
        assertThat(silent).as("records are waiting on the broker").isEmpty();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNotSilence() {
        // Given
        detector.look(progress, IDLE_AFTER);

        // When
        var silent = detector.look(progress, 50 * IDLE_AFTER);

        // Then
        assertThat(silent).as("the lag is as old as the last answer").isEmpty();
    }

    @Test
    void aRowWakesThePartitionAndItsTimeStartsAgain() {
        // Given
        detector.look(progress, IDLE_AFTER);
        fetches.incrementAndGet();
        detector.look(progress, IDLE_AFTER + 1);
        detector.row(PARTITION);
        detector.hear(progress, IDLE_AFTER + 1);

        // When
        fetches.incrementAndGet();
        var tooEarly = detector.look(progress, 2 * IDLE_AFTER);
        detector.look(progress, 2 * IDLE_AFTER + 1);
        fetches.incrementAndGet();
        var again = detector.look(progress, 2 * IDLE_AFTER + 2);

        // Then
        assertThat(tooEarly).isEmpty();
        assertThat(again).containsExactly(PARTITION);
    }

    @Test
    void aRowThatWasHandedOnAfterAStallIsAsFreshAsTheNextLook() {
        // Given
        detector.hear(progress, 1);
        detector.row(PARTITION);

        // When
        detector.look(progress, 3 * IDLE_AFTER);
        fetches.incrementAndGet();
        var silent = detector.look(progress, 3 * IDLE_AFTER + 1);

        // Then
        assertThat(silent).as("the row came a moment ago").isEmpty();
    }

    @Test
    void nothingIsIdleBeforeThereIsAConsumer() {
        assertThat(detector.look(null, 50 * IDLE_AFTER)).isEmpty();
    }

    @Test
    void aPartitionThatWasNeverFetchedIsNotAtItsEnd() {
        // Given
        detector.assign(2, 0);
        detector.look(progress, IDLE_AFTER);
        fetches.incrementAndGet();

        // When
        var silent = detector.look(progress, IDLE_AFTER + 1);

        // Then
        assertThat(silent).as("partition 2 has no lag to look at").containsExactly(PARTITION);
    }

    @Test
    void afterABrokerWasAwaySilenceCountsAnew() {
        // Given
        long back = TimeUnit.SECONDS.toNanos(60);
        detector.look(progress, 1);

        // When
        fetches.incrementAndGet();
        detector.look(progress, back);
        fetches.incrementAndGet();
        var atOnce = detector.look(progress, back + 1);
        detector.look(progress, back + IDLE_AFTER);
        fetches.incrementAndGet();
        var inTime = detector.look(progress, back + IDLE_AFTER + 1);

        // Then
        assertThat(atOnce).as("its producers were cut off too").isEmpty();
        assertThat(inTime).containsExactly(PARTITION);
    }

    @Test
    void aPartitionThatWasIdleIsAwakeAgainAfterABrokerWasAway() {
        // Given
        detector.look(progress, IDLE_AFTER);
        fetches.incrementAndGet();
        detector.look(progress, IDLE_AFTER + 1);
        long back = TimeUnit.SECONDS.toNanos(3);

        // When
        fetches.incrementAndGet();
        detector.hear(progress, back);
        var awake = detector.takeAwake();
        detector.look(progress, back + IDLE_AFTER);
        fetches.incrementAndGet();
        var idle = detector.look(progress, back + IDLE_AFTER + 1);

        // Then
        assertThat(awake).containsExactly(PARTITION);
        assertThat(detector.takeAwake()).as("told once").isEmpty();
        assertThat(idle).containsExactly(PARTITION);
    }

    @Test
    void whereSilenceIsRepeatedItIsToldWithEachAnswerAsLongAsItLasts() {
        // Given
        IdleDetector repeating = new IdleDetector(IDLE_AFTER, true);
        repeating.assign(PARTITION, 0);
        List<List<Integer>> told = new ArrayList<>();

        // When
        for (long at = IDLE_AFTER; at < IDLE_AFTER + 4; at++) {
            told.add(repeating.look(progress, at));
            fetches.incrementAndGet();
        }
        told.add(repeating.look(progress, IDLE_AFTER + 4));
        told.add(repeating.look(progress, IDLE_AFTER + 5));
        told.add(repeating.look(progress, IDLE_AFTER + 6));
        lag.set(1);
        fetches.incrementAndGet();
        told.add(repeating.look(progress, IDLE_AFTER + 7));

        // Then
        List<Integer> silent = List.of(PARTITION);
        List<Integer> nothing = List.of();
        assertThat(told)
                .as("each time between two looks; not while the broker does not answer, nor with a record that waits")
                .containsExactly(nothing, silent, nothing, silent, nothing, nothing, nothing, nothing);
    }
}
