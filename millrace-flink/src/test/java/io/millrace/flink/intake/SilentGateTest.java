package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.account.PartitionAccount;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.Standing;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** A gate whose reader tells it that partitions are silent, under {@code idle: {after: 5s, advance: true}}. */
class SilentGateTest {

    private static final long NOW = GateHarness.NOW;
    private static final long BOUND = 10;

    private static void silentAt(GateHarness gate, int partition, long millis) throws Exception {
        gate.clockAt(millis);
        gate.process(IntakeElement.silent(partition));
        gate.passTime(5);
    }

    @Test
    void reportsAWatermarkThatFollowsTheClockWhileALivePartitionIsSilent() throws Exception {
        try (GateHarness gate = GateHarness.thatAdvances()) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.row(0, NOW - 3);
            gate.passTime(5);

            // When
            silentAt(gate, 0, NOW + 5_000);
            silentAt(gate, 0, NOW + 5_500);

            // Then
            assertThat(gate.reports())
                    .containsExactly(
                            new Standing(NOW - 3 - BOUND, false),
                            new Standing(NOW + 5_000 - 3 - BOUND, false),
                            new Standing(NOW + 5_500 - 3 - BOUND, false));
        }
    }

    @Test
    void reportsAPartitionWithHistoryAsIdle() throws Exception {
        try (GateHarness gate = GateHarness.thatAdvances()) {
            // Given
            long yesterday = NOW - 86_400_000;
            gate.process(IntakeElement.assigned(0));
            gate.row(0, yesterday);

            // When
            silentAt(gate, 0, NOW + 5_000);

            // Then
            assertThat(gate.reports()).containsExactly(new Standing(yesterday - BOUND, true));
        }
    }

    @Test
    void reportsALivePartitionAsIdleWhereThePolicyDoesNotSayAdvance() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.row(0, NOW);

            // When
            silentAt(gate, 0, NOW + 5_000);

            // Then
            assertThat(gate.reports()).containsExactly(new Standing(NOW - BOUND, true));
        }
    }

    @Test
    void rejectsAndDeletesAreNoLastRow() throws Exception {
        try (GateHarness gate = GateHarness.thatAdvances()) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.row(0, NOW);
            gate.clockAt(NOW + 20_000);
            gate.reject(0, RejectReason.DECODE_SYNTAX);
            gate.row(0, NOW + 20_000 + GateHarness.FUTURE + 1);
            gate.delete(0);

            // When
            silentAt(gate, 0, NOW + 30_000);

            // Then
            assertThat(gate.reports()).containsExactly(new Standing(NOW + 30_000 - BOUND, false));
        }
    }

    @Test
    void aRowBehindAWatermarkThatWentOnIsKeptAsLate() throws Exception {
        try (GateHarness gate = GateHarness.thatAdvances()) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.row(0, NOW);
            silentAt(gate, 0, NOW + 5_000);
            gate.agree(NOW + 5_000 - BOUND);

            // When
            gate.row(0, NOW + 5_000 - BOUND);
            gate.row(0, NOW + 5_000 - BOUND + 1);

            // Then
            assertThat(GateHarness.headers(gate.late().get(0)))
                    .containsEntry("millrace.late.watermark", String.valueOf(NOW + 5_000 - BOUND));
            assertThat(gate.rows()).containsExactly(NOW, NOW + 5_000 - BOUND + 1);
            assertThat(gate.account().measures().account(0)).isEqualTo(new PartitionAccount(0, 3, 2, 1, Map.of(), 0));
        }
    }

    @Test
    void aRestoreGoesNeitherBackNorChangesAVerdictAndThenGoesOn() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (GateHarness before = GateHarness.thatAdvances()) {
            before.process(IntakeElement.assigned(0));
            before.row(0, NOW);
            silentAt(before, 0, NOW + 5_000);
            before.agree(NOW + 5_000 - BOUND);
            state = before.snapshot();
        }

        // When
        try (GateHarness after = GateHarness.thatAdvances(state)) {
            after.process(IntakeElement.assigned(0));
            after.row(0, NOW + 5_000 - BOUND);
            silentAt(after, 0, NOW + 60_000);

            // Then
            assertThat(after.watermarks()).containsExactly(NOW + 5_000 - BOUND);
            assertThat(after.rows()).as("late before, late now").isEmpty();
            assertThat(after.late()).hasSize(1);
            assertThat(after.reports())
                    .as("from the last row that it had before the restore")
                    .containsExactly(new Standing(NOW + 60_000 - BOUND, false));
        }
    }

    @Test
    void aCheckpointFromBeforeThePolicyIsUnderstood() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (GateHarness before = GateHarness.withLateness(0)) {
            before.process(IntakeElement.assigned(0));
            before.row(0, NOW);
            state = before.snapshot();
        }

        // When
        try (GateHarness after = GateHarness.thatAdvances(state)) {
            after.process(IntakeElement.assigned(0));
            silentAt(after, 0, NOW + 5_000);

            // Then
            assertThat(after.reports())
                    .as("nothing is known of its last row")
                    .containsExactly(new Standing(NOW - BOUND, true));
        }
    }
}
