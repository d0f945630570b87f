package io.millrace.core.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.IdlePolicy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartitionClocksTest {

    private static final long NEVER_SENT = PartitionClocks.UNSET;
    private static final IdlePolicy IDLE = new IdlePolicy(Duration.ofSeconds(5), false);

    @Test
    void judgesARowByTheClockThatTheRowsBeforeItSet() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.advance(0, 100);

        // When
        boolean atTheWatermark = clocks.isLate(0, 100, NEVER_SENT);
        boolean ahead = clocks.isLate(0, 101, NEVER_SENT);

        // Then
        assertThat(atTheWatermark)
                .as("a watermark says that nothing at or before it will come")
                .isTrue();
        assertThat(ahead).isFalse();
    }

    @Test
    void givesLateRowsTheLateness() {
        // Given
        PartitionClocks clocks = new PartitionClocks(30, IDLE);
        clocks.assign(0);
        clocks.advance(0, 100);

        // When
        boolean within = clocks.isLate(0, 71, NEVER_SENT);
        boolean beyond = clocks.isLate(0, 70, NEVER_SENT);

        // Then
        assertThat(within).isFalse();
        assertThat(beyond).isTrue();
        assertThat(clocks.standing())
                .as("results are held back by the lateness")
                .isEqualTo(new Standing(70, false));
    }

    @Test
    void judgesByTheWatermarkSentOnWhereItIsFurther() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.advance(0, 100);

        // When
        boolean late = clocks.isLate(0, 150, 150);

        // Then
        assertThat(late)
                .as("windows have moved on with the other partitions, and would drop the row")
                .isTrue();
    }

    @Test
    void holdsTheWatermarkBackForAPartitionWithoutRows() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.assign(1);
        clocks.advance(0, 100);

        // When
        Standing standing = clocks.standing();

        // Then
        assertThat(standing).isEqualTo(new Standing(PartitionClocks.UNSET, false));
    }

    @Test
    void movesOnWithoutAPartitionThatIsIdleUntilItsNextRow() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.assign(1);
        clocks.advance(0, 100);
        clocks.advance(1, 40);

        // When
        clocks.silent(1, 1_000);
        Standing withoutIt = clocks.standing();
        clocks.isLate(1, 50, 100);
        Standing withIt = clocks.standing();

        // Then
        assertThat(withoutIt).isEqualTo(new Standing(100, false));
        assertThat(withIt).isEqualTo(new Standing(40, false));
    }

    @Test
    void isIdleWithTheGreatestClockWhenEveryPartitionIs() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.assign(1);
        clocks.advance(0, 100);
        clocks.advance(1, 40);

        // When
        clocks.silent(0, 1_000);
        clocks.silent(1, 1_000);

        // Then
        assertThat(clocks.standing()).isEqualTo(new Standing(100, true));
    }

    @Test
    void holdsEveryoneBackUntilItHasBeenGivenPartitions() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.restore(0, 100);

        // When
        Standing standing = clocks.standing();

        // Then
        assertThat(standing)
                .as("a subtask that starts later than the others must not be taken for an idle one")
                .isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void neverGoesBack() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.assign(0);
        clocks.restore(0, 100);

        // When
        clocks.advance(0, 60);

        // Then
        assertThat(clocks.watermark(0)).isEqualTo(100);
    }

    @Test
    void countsOnlyPartitionsThatAreReadHere() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.restore(7, 10);
        clocks.assign(0);
        clocks.advance(0, 100);

        // When
        Standing standing = clocks.standing();

        // Then
        assertThat(standing)
                .as("partition 7 is read by another subtask, which holds it back itself")
                .isEqualTo(new Standing(100, false));
    }

    @Test
    void keepsTheClocksOfPartitionsThatAreNotHandedOutYet() {
        // Given
        PartitionClocks clocks = new PartitionClocks(0, IDLE);
        clocks.restore(7, 10);
        clocks.assign(0);

        // When
        Map<Integer, Long> known = clocks.known();

        // Then
        assertThat(known)
                .as("a checkpoint right after a restore must not forget how far partition 7 was")
                .containsEntry(7, 10L)
                .containsKey(0);
    }

    @Test
    void doesNotOverflowWithLatenessBeforeTheFirstRow() {
        // Given
        PartitionClocks clocks = new PartitionClocks(Long.MAX_VALUE, IDLE);
        clocks.assign(0);

        // When
        boolean late = clocks.isLate(0, Long.MIN_VALUE + 1, NEVER_SENT);

        // Then
        assertThat(late).isFalse();
        assertThat(clocks.standing().watermark()).isEqualTo(PartitionClocks.UNSET);
    }
}
