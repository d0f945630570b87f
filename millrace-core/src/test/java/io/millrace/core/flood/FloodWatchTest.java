package io.millrace.core.flood;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.reject.RejectReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloodWatchTest {

    private final FloodWatch watch = new FloodWatch(new FloodPolicy(0.5, 100, Action.PAUSE));

    @Test
    void tooFewRejectsAreNoFloodWhateverTheirShare() {
        assertThat(watch.add(0, 99, 99, List.of())).isFalse();
        assertThat(watch.latest()).isEmpty();
    }

    @Test
    void aShareUpToTheThresholdIsNoFloodHoweverManyTheyAre() {
        assertThat(watch.add(0, 10_000, 5_000, List.of())).isFalse();
    }

    @Test
    void addsUpWhatAllReadersHaveCounted() {
        // Given
        watch.add(0, 60, 60, List.of());

        // When
        boolean begins = watch.add(9_000, 60, 40, List.of());

        // Then
        assertThat(begins).isTrue();
        assertThat(watch.latest()).hasValueSatisfying(flood -> {
            assertThat(flood.number()).isEqualTo(1);
            assertThat(flood.records()).isEqualTo(120);
            assertThat(flood.rejected()).isEqualTo(100);
        });
    }

    @Test
    void rejectsThatAreOldAreNoFloodTogetherWithNewOnes() {
        // Given
        watch.add(0, 60, 60, List.of());

        // When
        boolean begins = watch.add(10_100, 60, 60, List.of());

        // Then
        assertThat(begins).isFalse();
    }

    @Test
    void oneFloodIsToldOnceUntilItHasBeenOverForAWindow() {
        // Given
        watch.add(0, 100, 100, List.of());

        // When
        boolean goesOn = watch.add(8_000, 100, 100, List.of());
        boolean after = watch.add(18_100, 100, 100, List.of());

        // Then
        assertThat(goesOn).isFalse();
        assertThat(after).isTrue();
        assertThat(watch.latest())
                .hasValueSatisfying(flood -> assertThat(flood.number()).isEqualTo(2));
    }

    @Test
    void givesTheNewestSampleOfThreeReasons() {
        // Given
        watch.add(0, 2, 2, List.of(sample(1, RejectReason.DECODE_EMPTY), sample(2, RejectReason.KEY_NULL)));
        watch.add(1, 2, 2, List.of(sample(3, RejectReason.VALUE_TYPE), sample(4, RejectReason.KEY_NULL)));

        // When
        watch.add(2, 100, 100, List.of(sample(5, RejectReason.DECODE_SYNTAX)));

        // Then
        assertThat(watch.latest().orElseThrow().samples())
                .extracting(RejectSample::offset)
                .containsExactly(5L, 3L, 4L);
    }

    @Test
    void givesThreeSamplesOfAReasonThatIsTheOnlyOne() {
        // Given
        watch.add(0, 1, 1, List.of(sample(1, RejectReason.KEY_NULL)));
        watch.add(1, 2, 2, List.of(sample(2, RejectReason.KEY_NULL), sample(3, RejectReason.KEY_NULL)));

        // When
        watch.add(2, 100, 100, List.of(sample(4, RejectReason.KEY_NULL)));

        // Then
        assertThat(watch.latest().orElseThrow().samples())
                .extracting(RejectSample::offset)
                .containsExactly(4L, 3L, 2L);
    }

    @Test
    void doesNotBlameRejectsOfLongAgo() {
        // Given
        watch.add(0, 1, 1, List.of(sample(1, RejectReason.KEY_NULL)));

        // When
        watch.add(20_000, 100, 100, List.of(sample(2, RejectReason.DECODE_SYNTAX)));

        // Then
        assertThat(watch.latest().orElseThrow().samples())
                .extracting(RejectSample::offset)
                .containsExactly(2L);
    }

    private static RejectSample sample(long offset, RejectReason reason) {
        return new RejectSample(0, offset, reason, "why");
    }
}
