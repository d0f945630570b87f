package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.account.PartitionAccount;
import io.millrace.core.change.ChangePosition;
import io.millrace.core.time.Standing;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.types.RowKind;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Changes of a database at the gate. */
class CapturedGateTest {

    @Test
    void aChangeThatComesAgainIsPassedOverAndCounted() throws Exception {
        try (GateHarness gate = GateHarness.captured(null)) {
            // Given
            change(gate, 100, 120, "a", GateHarness.NOW);
            change(gate, 150, 110, "b", GateHarness.NOW);

            // When
            change(gate, 100, 120, "a", GateHarness.NOW);
            change(gate, 150, 110, "b", GateHarness.NOW);

            // Then
            assertThat(gate.rows()).hasSize(2);
            assertThat(gate.account().measures().account(0))
                    .isEqualTo(new PartitionAccount(0, 2, 2, 0, Map.of(), 0, 2));
        }
    }

    @Test
    void whatWasReadIsKnownAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (GateHarness gate = GateHarness.captured(null)) {
            change(gate, 100, 120, "a", GateHarness.NOW);
            state = gate.snapshot();
        }
        try (GateHarness gate = GateHarness.captured(state)) {
            // When
            change(gate, 100, 120, "a", GateHarness.NOW);
            change(gate, 100, 120, "b", GateHarness.NOW);

            // Then
            assertThat(gate.rows()).hasSize(1);
        }
    }

    @Test
    void noChangeIsLate() throws Exception {
        try (GateHarness gate = GateHarness.captured(null)) {
            // Given
            change(gate, 100, 120, "a", GateHarness.NOW);
            gate.agree(GateHarness.NOW);

            // When
            change(gate, 100, 130, "a", GateHarness.NOW - 5000);

            // Then
            assertThat(gate.rows()).containsExactly(GateHarness.NOW, GateHarness.NOW - 5000);
            assertThat(gate.late()).isEmpty();
        }
    }

    @Test
    void heartbeatsMoveTheClockOfAQuietTable() throws Exception {
        try (GateHarness gate = GateHarness.captured(null)) {
            // Given
            gate.process(IntakeElement.assigned(0));
            change(gate, 100, 120, "a", 0);

            // When
            gate.process(IntakeElement.heartbeat(0, GateHarness.NOW));
            gate.passTime(10);

            // Then
            assertThat(gate.reports()).last().isEqualTo(new Standing(GateHarness.NOW - 100, false));
        }
    }

    @Test
    void anotherSnapshotEmptiesTheTableFirst() throws Exception {
        try (GateHarness gate = GateHarness.captured(null)) {
            // Given
            snapshot(gate, 100, "a");
            snapshot(gate, 100, "b");

            // When
            snapshot(gate, 200, "a");

            // Then
            assertThat(gate.kinds())
                    .containsExactly(
                            RowKind.UPDATE_AFTER, RowKind.UPDATE_AFTER, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER);
        }
    }

    private static void snapshot(GateHarness gate, long at, String key) throws Exception {
        process(gate, new Change(new ChangePosition(0, at), key, Change.Kind.SNAPSHOT), 0);
    }

    private static void change(GateHarness gate, long commit, long lsn, String key, long time) throws Exception {
        process(gate, new Change(new ChangePosition(commit, lsn), key, Change.Kind.LOGGED), time);
    }

    private static void process(GateHarness gate, Change change, long time) throws Exception {
        GenericRowData row = ChangeRow.of(RowKind.UPDATE_AFTER, 1, change.key());
        row.setField(0, time);
        gate.process(IntakeElement.change(
                TestRecords.record(0, change.key(), "v", new RecordHeaders()), row, false, change));
    }
}
