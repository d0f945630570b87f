package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoneGateTest {

    @Test
    void theWatermarkMovesWithEachRowAndNoClock() throws Exception {
        try (GateHarness gate = GateHarness.alone()) {
            // Given
            gate.process(IntakeElement.assigned(0));

            // When
            gate.row(0, 100L);
            gate.row(0, 50L);
            gate.row(0, 200L);

            // Then
            assertThat(gate.watermarks()).containsExactly(90L, 190L);
            assertThat(gate.rows()).containsExactly(100L, 200L);
            assertThat(gate.late()).hasSize(1);
            gate.passTime(1000);
            assertThat(gate.reports()).as("there is nobody to agree with").isEmpty();
        }
    }

    @Test
    void eventTimeThatIsMovedFromOutsideNeverGoesBack() throws Exception {
        try (GateHarness gate = GateHarness.alone()) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.row(0, 100L);

            // When
            gate.process(IntakeElement.move(from -> from + 1000));
            gate.process(IntakeElement.move(from -> 5));
            gate.row(0, 300L);
            gate.process(IntakeElement.move(from -> Long.MAX_VALUE));

            // Then
            assertThat(gate.watermarks()).containsExactly(90L, 1090L, Long.MAX_VALUE);
            assertThat(gate.late()).as("300 is behind what was moved to").hasSize(1);
        }
    }

    @Test
    void aPartitionWithoutRowsHoldsTheWatermarkBack() throws Exception {
        try (GateHarness gate = GateHarness.alone()) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.process(IntakeElement.assigned(1));
            gate.row(0, 100L);
            assertThat(gate.watermarks()).isEmpty();

            // When
            gate.row(1, 70L);

            // Then
            assertThat(gate.watermarks()).containsExactly(60L);
        }
    }

    @Test
    void aTableWithoutEventTimeCanEnd() throws Exception {
        try (GateHarness gate = GateHarness.withoutEventTime()) {
            // When
            gate.process(IntakeElement.move(from -> Long.MAX_VALUE));

            // Then
            assertThat(gate.watermarks()).containsExactly(Long.MAX_VALUE);
        }
    }
}
