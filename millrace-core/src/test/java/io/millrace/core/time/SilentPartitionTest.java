package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.IdlePolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code idle: {after: 5s, advance: true}} over a table whose watermark stays 2 s behind its rows. */
class SilentPartitionTest {

    private static final long BOUND = 2_000;
    private static final IdlePolicy ADVANCE = new IdlePolicy(Duration.ofSeconds(5), true);

    /** Of the wall clock when the first rows arrive. */
    private static final long NOW = 1_000_000;

    private final PartitionClocks clocks = of(0, ADVANCE, 0);
    private long sent = PartitionClocks.UNSET;

    private static PartitionClocks of(long lateness, IdlePolicy policy, int... partitions) {
        PartitionClocks clocks = new PartitionClocks(lateness, policy);
        for (int partition : partitions) {
            clocks.assign(partition);
        }
        return clocks;
    }

    /** As the gate does with a row. */
    private boolean isLate(PartitionClocks in, int partition, long eventTime, long now) {
        boolean late = in.isLate(partition, eventTime, sent);
        in.advance(partition, eventTime - BOUND);
        if (!late) {
            in.inTime(partition, eventTime, in.watermark(partition), now);
        }
        return late;
    }

    private static Standing at(long watermark) {
        return new Standing(watermark, false);
    }

    private static Standing idleAt(long watermark) {
        return new Standing(watermark, true);
    }

    @Test
    void goesOnFromItsLastRowAtThePaceOfTheWallClock() {
        // Given
        isLate(clocks, 0, NOW - 300, NOW);

        // When
        Standing before = clocks.standing();
        clocks.silent(0, NOW + 5_000);
        Standing after = clocks.standing();
        clocks.silent(0, NOW + 60_000);
        Standing later = clocks.standing();

        // Then
        assertThat(before).isEqualTo(at(NOW - 300 - BOUND));
        assertThat(after)
                .as("as far behind the wall clock as the last row was, and the bound")
                .isEqualTo(at(NOW + 5_000 - 300 - BOUND));
        assertThat(later).isEqualTo(at(NOW + 60_000 - 300 - BOUND));
    }

    @Test
    void isIdleWhereThePolicyDoesNotSayAdvance() {
        // Given
        PartitionClocks asToday = of(0, new IdlePolicy(Duration.ofSeconds(5), false), 0);
        isLate(asToday, 0, NOW, NOW);

        // When
        asToday.silent(0, NOW + 5_000);

        // Then
        assertThat(asToday.standing()).isEqualTo(idleAt(NOW - BOUND));
        assertThat(asToday.lastRows()).as("nothing to keep").isEmpty();
    }

    /** Twice {@code after} and the bound are 12 s. */
    @ParameterizedTest
    @CsvSource({
        "-86400000, false",
        "-12001, false",
        "-12000, true",
        "0, true",
        "12000, true",
        "12001, false",
    })
    void onlyALastRowThatWasCloseToTheClockIsLive(long ahead, boolean live) {
        // Given
        isLate(clocks, 0, NOW + ahead, NOW);

        // When
        clocks.silent(0, NOW + 5_000);

        // Then
        long watermark = NOW + ahead - BOUND;
        assertThat(clocks.standing()).isEqualTo(live ? at(watermark + 5_000) : idleAt(watermark));
    }

    @Test
    void aRowOutOfOrderWithinTheBoundIsAsLiveAsTheGreatest() {
        // Given
        isLate(clocks, 0, NOW - 10_000, NOW);

        // When
        isLate(clocks, 0, NOW - 11_999, NOW);
        clocks.silent(0, NOW + 5_000);

        // Then
        assertThat(clocks.standing()).isEqualTo(at(NOW - 10_000 - BOUND + 5_000));
    }

    @Test
    void historyThatWasReadUpToThePresentIsLive() {
        // Given
        isLate(clocks, 0, NOW - 86_400_000, NOW - 2);
        isLate(clocks, 0, NOW - 3_600_000, NOW - 1);
        isLate(clocks, 0, NOW - 100, NOW);

        // When
        clocks.silent(0, NOW + 5_000);

        // Then
        assertThat(clocks.standing()).isEqualTo(at(NOW - 100 - BOUND + 5_000));
    }

    @Test
    void oldRowsAfterLiveOnesAreHistoryAgain() {
        // Given
        isLate(clocks, 0, NOW, NOW);
        clocks.silent(0, NOW + 5_000);

        // When
        boolean late = isLate(clocks, 0, NOW + 1_000, NOW + 3_600_000);
        Standing awake = clocks.standing();
        clocks.silent(0, NOW + 3_605_000);

        // Then
        assertThat(late).as("nothing was sent on that it is behind").isFalse();
        assertThat(awake).as("its own rows set the clock again").isEqualTo(at(NOW + 1_000 - BOUND));
        assertThat(clocks.standing()).isEqualTo(idleAt(NOW + 1_000 - BOUND));
    }

    @Test
    void aRowBehindWhatWasSentIsLateAndStopsNothing() {
        // Given
        isLate(clocks, 0, NOW, NOW);
        clocks.silent(0, NOW + 20_000);
        sent = clocks.standing().watermark();

        // When
        boolean behind = isLate(clocks, 0, NOW + 18_000, NOW + 21_000);
        Standing standing = clocks.standing();
        clocks.silent(0, NOW + 26_000);

        // Then
        assertThat(sent).isEqualTo(NOW + 18_000);
        assertThat(behind).isTrue();
        assertThat(standing).as("it does not hold back what has gone on").isEqualTo(at(sent));
        assertThat(clocks.standing()).as("late rows say nothing about the pace").isEqualTo(at(NOW + 26_000 - BOUND));
    }

    @Test
    void aRowIsJudgedByWhatWasSentAndNotByWhatASilentPartitionWouldAllow() {
        // Given
        isLate(clocks, 0, NOW, NOW);
        clocks.silent(0, NOW + 20_000);
        sent = NOW + 10_000;

        // When
        boolean late = isLate(clocks, 0, NOW + 10_001, NOW + 20_001);

        // Then
        assertThat(late)
                .as("others hold the watermark back, so no window has moved on past the row")
                .isFalse();
    }

    @Test
    void ofSeveralTheOneWithHistoryIsIdleAndTheLiveOneGoesOn() {
        // Given
        PartitionClocks three = of(0, ADVANCE, 0, 1, 2);
        isLate(three, 0, NOW, NOW);
        isLate(three, 1, NOW - 86_400_000, NOW);

        // When
        three.silent(0, NOW + 5_000);
        three.silent(1, NOW + 5_000);
        Standing unread = three.standing();
        three.silent(2, NOW + 5_000);

        // Then
        assertThat(unread)
                .as("partition 2 has a backlog, or its broker does not answer: it holds back")
                .isEqualTo(Standing.UNKNOWN);
        assertThat(three.standing()).as("2 never had a row").isEqualTo(at(NOW - BOUND + 5_000));
    }

    @Test
    void theSlowestOfThoseThatGoOnDecides() {
        // Given
        PartitionClocks two = of(0, ADVANCE, 0, 1);
        isLate(two, 0, NOW, NOW);
        isLate(two, 1, NOW + 10_000 - 4_000, NOW + 10_000);

        // When
        two.silent(0, NOW + 20_000);
        two.silent(1, NOW + 20_000);

        // Then
        assertThat(two.standing()).isEqualTo(at(NOW + 20_000 - 4_000 - BOUND));
    }

    @Test
    void latenessHoldsBackWhatGoesOn() {
        // Given
        PartitionClocks patient = of(30_000, ADVANCE, 0);
        isLate(patient, 0, NOW, NOW);

        // When
        patient.silent(0, NOW + 40_000);

        // Then
        assertThat(patient.standing()).isEqualTo(at(NOW + 40_000 - BOUND - 30_000));
    }

    @Test
    void doesNotGoBackWhenTheWallClockDoes() {
        // Given
        isLate(clocks, 0, NOW, NOW);
        clocks.silent(0, NOW + 5_000);

        // When
        clocks.silent(0, NOW - 3_600_000);

        // Then
        assertThat(clocks.standing()).isEqualTo(at(NOW - BOUND + 5_000));
    }

    @Test
    void afterARestoreItGoesOnOnceItIsFoundSilentAgain() {
        // Given
        isLate(clocks, 0, NOW, NOW);
        clocks.silent(0, NOW + 5_000);
        PartitionClocks restored = of(0, ADVANCE, 0);
        clocks.known().forEach((partition, watermark) -> restored.restore(partition, watermark));
        clocks.lastRows().forEach((partition, row) -> restored.restore(partition, row));

        // When
        Standing before = restored.standing();
        restored.silent(0, NOW + 60_000);

        // Then
        assertThat(before)
                .as("what came meanwhile is judged by the rows, and by what was sent on before")
                .isEqualTo(at(NOW - BOUND));
        assertThat(restored.standing()).isEqualTo(at(NOW + 60_000 - BOUND));
    }

    @Test
    void ofSeveralLastRowsInACheckpointTheNewestIsRight() {
        // Given
        LastRow live = new LastRow(NOW, NOW, true);
        LastRow history = new LastRow(NOW + 1_000, NOW, false);

        for (List<LastRow> order : List.of(List.of(live, history), List.of(history, live))) {
            PartitionClocks restored = of(0, ADVANCE, 0);
            restored.restore(0, NOW);

            // When
            order.forEach(row -> restored.restore(0, row));
            restored.silent(0, NOW + 6_000);

            // Then
            assertThat(restored.standing())
                    .as("a subtask that no longer reads the partition may have saved an older one")
                    .isEqualTo(idleAt(NOW));
        }
    }

    @Test
    void whatACheckpointKnowsIsForgottenWhereThePolicyNoLongerSaysAdvance() {
        // Given
        PartitionClocks asToday = of(0, new IdlePolicy(Duration.ofSeconds(5), false), 0);
        asToday.restore(0, NOW);
        asToday.restore(0, new LastRow(NOW, NOW, true));

        // When
        asToday.silent(0, NOW + 5_000);

        // Then
        assertThat(asToday.standing()).isEqualTo(idleAt(NOW));
        assertThat(asToday.lastRows())
                .as("kept, it would be taken for the last row when the policy says so again")
                .isEmpty();
    }
}
