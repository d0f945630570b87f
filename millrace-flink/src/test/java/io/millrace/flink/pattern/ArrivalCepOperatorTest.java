package io.millrace.flink.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class ArrivalCepOperatorTest {

    private static final EventComparator<Payment> BY_NUMBER =
            (one, other) -> Integer.compare(one.number(), other.number());

    @Test
    void decidesWithTheRowThatCompletesTheMatch() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ThreeLarge.onArrival())) {
            // When
            pattern.pay(new Payment("a", 1000, 150, 1));
            pattern.pay(new Payment("a", 1000, 150, 2));
            pattern.pay(new Payment("b", 500, 150, 3));
            pattern.pay(new Payment("a", 60_999, 150, 4));

            // Then
            assertThat(pattern.matches()).as("no watermark has come yet").containsExactly("a[1,2,4]@60999");
        }
    }

    @Test
    void aPartialMatchTimesOutWithTheWatermark() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ThreeLarge.onArrival())) {
            // Given
            pattern.pay(new Payment("a", 1000, 150, 1));
            pattern.pay(new Payment("b", 90_000, 150, 2));

            // When
            pattern.watermark(60_999);
            List<String> before = pattern.side(ThreeLarge.TIMED_OUT);
            pattern.watermark(61_000);

            // Then
            assertThat(before).as("the time of another key says nothing").isEmpty();
            assertThat(pattern.side(ThreeLarge.TIMED_OUT)).containsExactly("a[1]");
        }
    }

    @Test
    void aRowWithoutAPlaceIsCounted() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ArrivalCepOperator.of(ThreeLarge.waiting(null, null)))) {
            // Given
            pattern.pay(Payment.of("a", 1000));
            pattern.watermark(500);

            // When
            pattern.pay(Payment.of("a", 999));
            pattern.pay(Payment.of("b", 500));
            pattern.pay(Payment.of("b", 501));

            // Then
            assertThat(pattern.dropped()).isEqualTo(2);
        }
    }

    @Test
    void aRowWithoutAPlaceGoesWhereThePatternSendsLateOnes() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ThreeLarge.onArrival())) {
            // Given
            pattern.pay(Payment.of("a", 1000));

            // When
            pattern.pay(Payment.of("a", 999));

            // Then
            assertThat(pattern.side(ThreeLarge.LATE)).containsExactly(Payment.of("a", 999));
            assertThat(pattern.dropped()).isZero();
        }
    }

    @Test
    void rowsOfOneTimeMustComeInTheSecondaryOrder() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ArrivalCepOperator.of(ThreeLarge.waiting(BY_NUMBER, null)))) {
            // When
            pattern.pay(new Payment("a", 1000, 150, 1));
            pattern.pay(new Payment("a", 1000, 150, 5));
            pattern.pay(new Payment("a", 1000, 150, 3));
            pattern.pay(new Payment("a", 1000, 150, 5));
            pattern.pay(new Payment("a", 1001, 150, 2));

            // Then
            assertThat(pattern.matches())
                    .as("3 belongs before 5, which is decided")
                    .containsExactly("a[1,5,5]@1000");
            assertThat(pattern.dropped()).isEqualTo(1);
        }
    }

    @Test
    void theSecondaryOrderOutlivesARestore() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (PatternHarness pattern = PatternHarness.of(ArrivalCepOperator.of(ThreeLarge.waiting(BY_NUMBER, null)))) {
            pattern.pay(new Payment("a", 1000, 150, 5));
            state = pattern.snapshot();
        }

        // When
        try (PatternHarness pattern =
                PatternHarness.restored(ArrivalCepOperator.of(ThreeLarge.waiting(BY_NUMBER, null)), state)) {
            pattern.pay(new Payment("a", 1000, 150, 3));
            pattern.pay(new Payment("a", 999, 150, 6));

            // Then
            assertThat(pattern.dropped()).isEqualTo(2);
        }
    }

    @Test
    void aKeyIsForgottenOnceTheWatermarkHasPassedIt() throws Exception {
        try (PatternHarness pattern = PatternHarness.of(ArrivalCepOperator.of(ThreeLarge.waiting(BY_NUMBER, null)))) {
            // Given
            for (int key = 0; key < 100; key++) {
                pattern.pay(new Payment("small" + key, 1000 + key, 1, key));
                pattern.pay(new Payment("small" + key, 2000 + key, 1, key));
            }

            // When
            pattern.watermark(1500);
            int still = pattern.held();
            pattern.watermark(2099);

            // Then
            assertThat(still).isPositive();
            assertThat(pattern.held()).isZero();
        }
    }

    @Test
    void takesOverWhatAWaitingPatternHasGathered() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (PatternHarness waiting = PatternHarness.of(ThreeLarge.waiting())) {
            waiting.pay(new Payment("a", 1000, 150, 1));
            waiting.watermark(1000);
            waiting.pay(new Payment("a", 3000, 150, 3));
            waiting.pay(new Payment("a", 2000, 150, 2));
            waiting.pay(new Payment("b", 2000, 150, 4));
            waiting.pay(new Payment("b", 2001, 150, 5));
            waiting.pay(new Payment("b", 2002, 150, 6));
            state = waiting.snapshot();
        }

        // When
        try (PatternHarness pattern = PatternHarness.restored(ThreeLarge.onArrival(), state)) {
            pattern.pay(new Payment("a", 3000, 1, 7));
            pattern.watermark(2002);

            // Then
            assertThat(pattern.matches()).containsExactly("a[1,2,3]@3000", "b[4,5,6]@2002");
        }
    }
}
