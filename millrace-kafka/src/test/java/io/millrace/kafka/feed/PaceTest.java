package io.millrace.kafka.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long START = 1_767_225_600_000L;
    private static final long NOW = Duration.ofSeconds(100).toNanos();

    private final Pace pace = new Pace(60);

    @Test
    void playsAMinuteInASecondAtSpeedSixty() {
        // Given
        pace.due(START, List.of(START + 60_000), NOW);

        // Then
        assertThat(pace.due(START + 60_000, List.of(START + 120_000), NOW) - NOW)
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void sendsALateRecordAtOnce() {
        // Given
        pace.due(START, List.of(START + 1), NOW);

        // Then
        assertThat(pace.due(START - 3_600_000, List.of(START + 1), NOW)).isLessThanOrEqualTo(NOW);
    }

    @Test
    void isNotHeldForYearsByOneWrongTime() {
        // Given
        long future = START + Duration.ofDays(30_000).toMillis();
        List<Long> behind = List.of(START + 2_000, START + 3_000, START + 4_000, START + 5_000, START + 6_000);
        pace.due(START, List.of(future, START + 2_000), NOW);

        // Then
        assertThat(pace.due(future, behind, NOW) - NOW)
                .isLessThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void isNotHeldByAWrongTimeAtTheVeryEnd() {
        // Given
        pace.due(START, List.of(START + 60_000), NOW);
        pace.due(START + 60_000, List.of(Long.MAX_VALUE / 2), NOW);

        // Then
        assertThat(pace.due(Long.MAX_VALUE / 2, List.of(), NOW) - NOW)
                .as("one step of the longest so far behind the last record")
                .isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void isNotMovedByOneLateRecordAmongThoseBehind() {
        // Given
        long late = START - 120_000;
        pace.due(START, List.of(START + 60_000), NOW);

        // Then
        assertThat(pace.due(
                                START + 60_000,
                                List.of(START + 60_000, late, START + 61_000, START + 62_000, START + 63_000),
                                NOW)
                        - NOW)
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }
}
