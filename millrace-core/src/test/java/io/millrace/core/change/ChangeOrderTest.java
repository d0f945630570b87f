package io.millrace.core.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.change.ChangeOrder.Verdict;
import org.junit.jupiter.api.Test;

class ChangeOrderTest {

    private final ChangeOrder order = new ChangeOrder();

    @Test
    void aTransactionThatIsCommittedLaterMayHaveChangedEarlier() {
        // Given
        order.change(0, new ChangePosition(100, 120), "a");

        // When
        Verdict verdict = order.change(0, new ChangePosition(150, 110), "b");

        // Then
        assertThat(verdict).isEqualTo(Verdict.NEW);
    }

    @Test
    void refusesAPositionThatWasAlreadyRead() {
        // Given
        order.change(0, new ChangePosition(100, 120), "a");
        order.change(0, new ChangePosition(150, 160), "b");

        // When
        Verdict before = order.change(0, new ChangePosition(100, 120), "a");
        Verdict last = order.change(0, new ChangePosition(150, 160), "b");

        // Then
        assertThat(before).isEqualTo(Verdict.AGAIN);
        assertThat(last).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void rowsOfOneStatementShareAPosition() {
        // Given
        order.change(0, new ChangePosition(100, 120), "a");

        // When
        Verdict other = order.change(0, new ChangePosition(100, 120), "b");
        Verdict again = order.change(0, new ChangePosition(100, 120), "a");

        // Then
        assertThat(other).isEqualTo(Verdict.NEW);
        assertThat(again).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void aSecondSnapshotReplacesWhatIsKnown() {
        // Given
        Verdict first = order.snapshot(0, 100);
        Verdict next = order.snapshot(0, 100);

        // When
        Verdict restarted = order.snapshot(0, 200);

        // Then
        assertThat(first).isEqualTo(Verdict.NEW);
        assertThat(next).isEqualTo(Verdict.NEW);
        assertThat(restarted).isEqualTo(Verdict.BEGINS_ANEW);
        assertThat(order.change(0, new ChangePosition(150, 190), "a"))
                .as("the snapshot has it")
                .isEqualTo(Verdict.AGAIN);
        assertThat(order.change(0, new ChangePosition(200, 210), "a")).isEqualTo(Verdict.NEW);
    }

    @Test
    void aSnapshotOfAnotherLogMayHaveSmallerPositions() {
        // Given
        order.change(0, new ChangePosition(1000, 1200), "a");

        // When
        Verdict begins = order.snapshot(0, 50);

        // Then
        assertThat(begins).isEqualTo(Verdict.BEGINS_ANEW);
        assertThat(order.change(0, new ChangePosition(60, 70), "a")).isEqualTo(Verdict.NEW);
    }

    @Test
    void goesOnWhereACheckpointWas() {
        // Given
        order.change(0, new ChangePosition(100, 120), "a");
        order.change(0, new ChangePosition(150, 160), "b");
        ChangeOrder restored = new ChangeOrder();
        restored.restore(0, ReadUpTo.NOTHING);
        order.known().forEach(restored::restore);
        restored.restore(0, new ReadUpTo(new ChangePosition(100, 120), java.util.Set.of("a"), -1));

        // When
        Verdict verdict = restored.change(0, new ChangePosition(150, 160), "b");

        // Then
        assertThat(verdict).isEqualTo(Verdict.AGAIN);
    }

    @Test
    void partitionsAreApart() {
        // Given
        order.change(0, new ChangePosition(150, 160), "b");

        // When
        Verdict verdict = order.change(1, new ChangePosition(100, 120), "a");

        // Then
        assertThat(verdict).isEqualTo(Verdict.NEW);
    }
}
