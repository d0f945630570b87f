package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.account.PartitionAccount;
import io.millrace.core.flood.RejectSample;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import io.millrace.flink.account.AccountSnapshot;
import io.millrace.flink.intake.IntakeCoordinator.Counted;
import io.millrace.kafka.side.OutboundRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;

class IntakeGateTest {

    @Test
    void rowsAreLetThroughWithTheirEventTimes() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.row(0, 1000L);
            gate.row(0, 995L);

            // Then
            assertThat(gate.rows()).as("995 is within the bound").containsExactly(1000L, 995L);
            assertThat(gate.watermarks())
                    .as("only what all gates agree on is sent")
                    .isEmpty();
        }
    }

    @Test
    void aRowAtOrBehindItsPartitionsWatermarkIsLate() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            gate.row(0, 1000L);

            // When
            gate.row(0, 990L);
            gate.row(0, 991L);
            gate.row(1, 1L);

            // Then
            assertThat(gate.rows())
                    .as("another partition has a clock of its own")
                    .containsExactly(1000L, 991L, 1L);
            OutboundRecord late = gate.late().get(0);
            assertThat(GateHarness.headers(late))
                    .containsEntry("millrace.late.watermark", "990")
                    .containsEntry("millrace.late.event-time", "990")
                    .containsEntry("millrace.late.offset", "42")
                    .containsEntry("millrace.late.partition", "0");
            assertThat(late.value()).isEqualTo(new byte[] {'v'});
        }
    }

    @Test
    void latenessHoldsTheRuleBack() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(100)) {
            // Given
            gate.row(0, 1000L);

            // When
            gate.row(0, 891L);
            gate.row(0, 890L);

            // Then
            assertThat(gate.rows()).containsExactly(1000L, 891L);
            assertThat(gate.late()).hasSize(1);
        }
    }

    @Test
    void aRowBehindTheWatermarkThatWasSentIsLateInEveryPartition() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            gate.agree(500);

            // When
            gate.row(1, 500L);
            gate.row(1, 501L);

            // Then
            assertThat(gate.watermarks()).containsExactly(500L);
            assertThat(gate.rows())
                    .as("the windows behind have moved on to 500")
                    .containsExactly(501L);
            assertThat(GateHarness.headers(gate.late().get(0))).containsEntry("millrace.late.watermark", "500");
        }
    }

    @Test
    void theWatermarkNeverGoesBackAndEndsWithTheInput() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.agree(500);
            gate.agree(400);
            gate.endOfInput();

            // Then
            assertThat(gate.watermarks()).containsExactly(500L, Long.MAX_VALUE);
        }
    }

    @Test
    void anEventTimeFarAheadIsRejectedAndMovesNoClock() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.row(0, GateHarness.NOW + GateHarness.FUTURE + 1);
            gate.row(0, GateHarness.NOW + GateHarness.FUTURE);
            gate.row(1, GateHarness.NOW + GateHarness.FUTURE + 1);
            gate.row(1, 5L);

            // Then
            assertThat(gate.rejects()).extracting(OutboundRecord::partition).containsExactly(0, 1);
            assertThat(GateHarness.headers(gate.rejects().get(0)))
                    .containsEntry("millrace.reject.reason", "TIME_FUTURE")
                    .containsEntry(
                            "millrace.reject.message",
                            "event time 2026-01-01T01:00:00.001Z is more than 3600000 ms ahead of the clock,"
                                    + " 2026-01-01T00:00:00Z");
            assertThat(gate.rows()).containsExactly(GateHarness.NOW + GateHarness.FUTURE, 5L);
        }
    }

    @Test
    void anEventTimeThatIsMissingIsRejected() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.row(0, (Long) null);

            // Then
            assertThat(GateHarness.headers(gate.rejects().get(0)))
                    .containsEntry("millrace.reject.reason", "TIME_MISSING")
                    .containsEntry("millrace.reject.stage", "intake");
        }
    }

    @Test
    void anEventTimeBelowTheTablesBoundIsRejectedRatherThanLate() throws Exception {
        try (GateHarness gate = GateHarness.withEventTimeMin(1_000_000)) {
            // Given
            gate.row(0, 2_000_000L);

            // When
            gate.row(0, 999_999L);
            gate.row(1, 1_000_000L);

            // Then
            assertThat(GateHarness.headers(gate.rejects().get(0)))
                    .containsEntry("millrace.reject.reason", "TIME_RANGE")
                    .containsEntry(
                            "millrace.reject.message",
                            "event time 1970-01-01T00:16:39.999Z is before the table's lower bound,"
                                    + " 1970-01-01T00:16:40Z");
            assertThat(gate.rows()).containsExactly(2_000_000L, 1_000_000L);
        }
    }

    @Test
    void aDeleteIsNeverLate() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            gate.agree(500);

            // When
            gate.delete(0);

            // Then
            assertThat(gate.rows()).containsExactly((Long) null);
        }
    }

    @Test
    void aTableWithoutEventTimeHasNoLateRows() throws Exception {
        try (GateHarness gate = GateHarness.withoutEventTime()) {
            // When
            gate.row(0, (Long) null);

            // Then
            assertThat(gate.rows()).containsExactly((Long) null);
        }
    }

    @Test
    void everyRecordIsCountedOnceUnderItsPartition() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.process(IntakeElement.assigned(0));
            gate.process(IntakeElement.assigned(2));
            gate.row(0, 1000L);
            gate.row(0, GenericRowData.of(1001L), true);
            gate.row(0, GenericRowData.of(1L), true);
            gate.row(0, GenericRowData.of((Object) null), true);
            gate.reject(2, RejectReason.DECODE_SYNTAX);
            gate.reject(2, RejectReason.DECODE_SYNTAX);
            gate.process(IntakeElement.silent(2));

            // Then
            var measures = gate.account().measures();
            assertThat(measures.account(0))
                    .as("the extra field of a reject is not counted: it is among neither rows nor late rows")
                    .isEqualTo(new PartitionAccount(0, 4, 2, 1, Map.of(RejectReason.TIME_MISSING, 1L), 2));
            assertThat(measures.account(2))
                    .isEqualTo(new PartitionAccount(2, 2, 0, 0, Map.of(RejectReason.DECODE_SYNTAX, 2L), 0));
            assertThat(gate.account().watermark()).isEqualTo(PartitionClocks.UNSET);
        }
    }

    @Test
    void holdsEveryoneBackUntilItKnowsItsPartitions() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // When
            gate.passTime(10_000);
            List<Standing> before = List.copyOf(gate.reports());
            gate.process(IntakeElement.assigned(0));
            gate.row(0, 1000L);
            gate.process(IntakeElement.silent(0));
            gate.passTime(10);

            // Then
            assertThat(before)
                    .as("called idle, it would let the others go on past the rows that it has not read yet")
                    .isEmpty();
            assertThat(gate.reports()).containsExactly(new Standing(990, true));
        }
    }

    @Test
    void aPartitionThatIsAwakeAgainHoldsTheOthersBackBeforeItsFirstRow() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            gate.process(IntakeElement.assigned(0));
            gate.process(IntakeElement.assigned(1));
            gate.row(0, 1000L);
            gate.row(1, 2000L);
            gate.process(IntakeElement.silent(0));
            gate.passTime(10);

            // When
            gate.process(IntakeElement.awake(0));
            gate.row(1, 3000L);
            gate.passTime(10);

            // Then
            assertThat(gate.reports()).containsExactly(new Standing(1990, false), new Standing(990, false));
        }
    }

    /** Tables without event time pour into their rejects as well. */
    @Test
    void tellsTheCoordinatorOnceWhatItHasCounted() throws Exception {
        try (GateHarness gate = GateHarness.withoutEventTime()) {
            // Given
            gate.row(0, (Long) null);
            gate.reject(2, RejectReason.DECODE_SYNTAX);
            gate.reject(2, RejectReason.DECODE_SYNTAX);

            // When
            gate.passTime(5);
            gate.passTime(5);

            // Then
            RejectSample sample = new RejectSample(2, TestRecords.OFFSET, RejectReason.DECODE_SYNTAX, "why");
            assertThat(gate.counted())
                    .as("with a few samples, and nothing when nothing is new")
                    .containsExactly(new Counted(3, 2, new ArrayList<>(List.of(sample, sample))));
        }
    }

    @Test
    void aPauseClosesTheReadersValve() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            Valve valve = new Valve();
            gate.process(IntakeElement.assigned(0).behind(valve));

            // When
            gate.pause();

            // Then
            assertThat(valve.isClosed()).isTrue();
        }
    }

    @Test
    void aPauseThatCameBeforeTheFirstPartitionHoldsForIt() throws Exception {
        try (GateHarness gate = GateHarness.withLateness(0)) {
            // Given
            Valve valve = new Valve();
            gate.pause();

            // When
            gate.process(IntakeElement.assigned(0).behind(valve));

            // Then
            assertThat(valve.isClosed()).isTrue();
        }
    }

    @Test
    void aRestoreKeepsVerdictsCountsAndTheWatermark() throws Exception {
        // Given
        OperatorSubtaskState state;
        try (GateHarness before = GateHarness.withLateness(0)) {
            before.process(IntakeElement.assigned(0));
            before.row(0, 1000L);
            before.row(0, 1L);
            before.agree(700);
            state = before.snapshot();
        }

        // When
        try (GateHarness after = GateHarness.restored(state)) {
            after.process(IntakeElement.assigned(0));
            after.row(0, 990L);
            after.row(0, 991L);
            after.row(1, 700L);

            // Then
            assertThat(after.watermarks())
                    .as("sent on again before the first row")
                    .containsExactly(700L);
            assertThat(after.rows()).as("as if there had been no restore").containsExactly(991L);
            assertThat(after.account().measures().account(0)).isEqualTo(new PartitionAccount(0, 4, 2, 2, Map.of(), 0));
            assertThat(after.account().measures().account(1)).isEqualTo(new PartitionAccount(1, 1, 0, 1, Map.of(), 0));
        }
    }

    @Test
    void publishesTheLagThatItsReaderTells() throws Exception {
        try (GateHarness gate = GateHarness.withoutEventTime()) {
            assertThat(gate.account().lag()).as("nothing was fetched yet").isEqualTo(AccountSnapshot.UNKNOWN);

            // When
            gate.process(IntakeElement.lag(42));

            // Then
            assertThat(gate.account().lag()).isEqualTo(42);
        }
    }
}
