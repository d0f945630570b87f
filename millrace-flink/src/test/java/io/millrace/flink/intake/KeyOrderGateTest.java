package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.account.PartitionAccount;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** A gate of a table with {@code 'order' = 'key'}; the watermark's bound is 10 ms. */
class KeyOrderGateTest {

    @Test
    void aRowBeforeItsKeysLastOneIsLate() throws Exception {
        try (GateHarness gate = GateHarness.thatOrdersKeys(null)) {
            // Given
            gate.row(0, "a", 1000);

            // When
            gate.row(0, "b", 995);
            gate.row(0, "a", 999);
            gate.row(0, "a", 1000);
            gate.row(1, "a", 998);

            // Then
            assertThat(gate.rows())
                    .as("equal times are in order, other keys and partitions have an order of their own")
                    .containsExactly(1000L, 995L, 1000L, 998L);
            assertThat(gate.late()).singleElement().satisfies(late -> assertThat(GateHarness.headers(late))
                    .containsEntry("millrace.late.reason", "OUT_OF_ORDER")
                    .containsEntry("millrace.late.message", "the row's event time is before that of its key's last row")
                    .containsEntry("millrace.late.key-time", "1000")
                    .containsEntry("millrace.late.event-time", "999")
                    .containsEntry("millrace.late.watermark", "990"));
            assertThat(gate.account().measures().account(0)).isEqualTo(new PartitionAccount(0, 4, 3, 1, Map.of(), 0));
        }
    }

    @Test
    void theWatermarksRuleComesFirst() throws Exception {
        try (GateHarness gate = GateHarness.thatOrdersKeys(null)) {
            // Given
            gate.row(0, "a", 1000);

            // When
            gate.row(0, "a", 990);
            gate.row(0, "a", 1005);

            // Then
            assertThat(gate.late()).singleElement().satisfies(late -> assertThat(GateHarness.headers(late))
                    .containsEntry("millrace.late.reason", "LATE")
                    .doesNotContainKey("millrace.late.key-time"));
            assertThat(gate.rows()).as("what is late is nobody's last row").containsExactly(1000L, 1005L);
        }
    }

    @Test
    void aRestoreChangesNoVerdictWhoeverReadsThePartitionThen() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (GateHarness one = GateHarness.thatOrdersKeys(null);
                GateHarness other = GateHarness.thatOrdersKeys(null)) {
            one.row(0, "a", 1000);
            other.row(1, "a", 2000);
            state = AbstractStreamOperatorTestHarness.repackageState(one.snapshot(), other.snapshot());
        }

        // When
        try (GateHarness restored = GateHarness.thatOrdersKeys(state)) {
            restored.row(0, "a", 999);
            restored.row(1, "a", 1999);
            restored.row(1, "a", 2000);
            restored.row(0, "a", 1000);

            // Then
            assertThat(restored.rows()).containsExactly(2000L, 1000L);
            assertThat(restored.late()).hasSize(2);
        }
    }

    @Test
    void withoutTheOptionOnlyTheWatermarkDecides() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.row(0, "a", 1000);
            gate.row(0, "a", 999);

            // Then
            assertThat(gate.late()).isEmpty();
        }
    }
}
