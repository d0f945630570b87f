package io.millrace.core.flood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodWindowTest {

    private final FloodWindow window = new FloodWindow(Duration.ofSeconds(10));

    @Test
    void isEmptyAtFirst() {
        assertThat(window.records(5_000)).isZero();
        assertThat(window.rejected(5_000)).isZero();
    }

    /** Monotonic clocks may begin anywhere, also below zero. */
    @ParameterizedTest
    @ValueSource(longs = {0, 123_456_789, -50_050, -9_000_000_000L})
    void countsWhatIsWithinTheWindowAndForgetsWhatIsOlder(long begin) {
        // Given
        window.add(begin, 10, 4);
        window.add(begin + 5_000, 20, 1);

        // When
        long early = window.records(begin + 9_800);
        long late = window.records(begin + 10_100);
        long atLast = window.records(begin + 15_200);

        // Then
        assertThat(early).isEqualTo(30);
        assertThat(late).as("the first ten are older than 10 s").isEqualTo(20);
        assertThat(window.rejected(begin + 10_100)).isEqualTo(1);
        assertThat(atLast).isZero();
    }

    @Test
    void aRoundOfTheRingBeginsEachBucketAnew() {
        // Given
        window.add(50, 10, 10);

        // When
        window.add(10_050, 1, 0);

        // Then
        assertThat(window.records(10_050)).isEqualTo(1);
        assertThat(window.rejected(10_050)).isZero();
    }

    @Test
    void refusesAWindowThatItCannotDivide() {
        assertThatThrownBy(() -> new FloodWindow(Duration.ofMillis(99))).hasMessageContaining("PT0.099S");
    }
}
