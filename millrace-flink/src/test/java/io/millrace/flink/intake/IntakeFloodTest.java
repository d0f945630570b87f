package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.flood.Flood;
import io.millrace.core.flood.RejectSample;
import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.reject.RejectReason;
import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.intake.IntakeCoordinator.Ask;
import io.millrace.flink.intake.IntakeCoordinator.Counted;
import io.millrace.flink.intake.IntakeCoordinator.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.junit.jupiter.api.Test;

/** What a coordinator makes of what its gates have counted. */
class IntakeFloodTest {

    private static final RejectSample SAMPLE = new RejectSample(3, 42, RejectReason.VALUE_TYPE, "expected a number");

    private static final News PAUSED = new News(PartitionClocks.UNSET, true);

    private long now;

    @Test
    void aFloodOverAllSubtasksPausesAllOfThem() {
        // Given
        IntakeCoordinator coordinator = coordinator(Action.PAUSE);
        CompletableFuture<CoordinationResponse> first = ready(coordinator, 0);
        CompletableFuture<CoordinationResponse> second = ready(coordinator, 1);
        coordinator.handleEventFromOperator(0, 0, counted(60, 60));
        now = 9_000;

        // When
        coordinator.handleEventFromOperator(1, 0, counted(40, 40));

        // Then
        assertThat(first)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(PAUSED));
        assertThat(second)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(PAUSED));
        assertThat(latest(coordinator)).hasValue(new Flood(1, 100, 100, new ArrayList<>(List.of(SAMPLE, SAMPLE))));
    }

    @Test
    void belowTheThresholdNothingPauses() {
        // Given
        IntakeCoordinator coordinator = coordinator(Action.PAUSE);
        CompletableFuture<CoordinationResponse> gate = ready(coordinator, 0);

        // When
        coordinator.handleEventFromOperator(0, 0, counted(99, 99));
        coordinator.handleEventFromOperator(0, 0, counted(200, 50));

        // Then
        assertThat(gate).isNotDone();
        assertThat(latest(coordinator)).isEmpty();
    }

    @Test
    void aFloodThatMayGoOnIsOnlyTold() {
        // Given
        IntakeCoordinator coordinator = coordinator(Action.CONTINUE);
        CompletableFuture<CoordinationResponse> gate = ready(coordinator, 0);

        // When
        coordinator.handleEventFromOperator(0, 0, counted(100, 100));

        // Then
        assertThat(gate).isNotDone();
        assertThat(latest(coordinator)).isPresent();
    }

    @Test
    void aSubtaskThatIsReadyLaterIsPausedToo() {
        // Given
        IntakeCoordinator coordinator = coordinator(Action.PAUSE);
        coordinator.handleEventFromOperator(0, 0, counted(100, 100));

        // When
        CompletableFuture<CoordinationResponse> late = ready(coordinator, 1);

        // Then
        assertThat(late)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(PAUSED));
    }

    @Test
    void aRestartBeginsWithAnEmptyWindow() throws Exception {
        // Given
        IntakeCoordinator coordinator = coordinator(Action.PAUSE);
        coordinator.handleEventFromOperator(0, 0, counted(100, 100));

        // When
        coordinator.resetToCheckpoint(1, new byte[0]);
        CompletableFuture<CoordinationResponse> restarted = ready(coordinator, 0);

        // Then
        assertThat(restarted).isNotDone();
        assertThat(latest(coordinator)).isEmpty();
    }

    private IntakeCoordinator coordinator(Action then) {
        return new IntakeCoordinator(2, new FloodPolicy(0.5, 100, then), () -> now);
    }

    private static CompletableFuture<CoordinationResponse> ready(IntakeCoordinator coordinator, int subtask) {
        return coordinator.handleCoordinationRequest(new Ask(subtask, PartitionClocks.UNSET, false));
    }

    private static Counted counted(long records, long rejected) {
        return new Counted(records, rejected, new ArrayList<>(List.of(SAMPLE)));
    }

    private static Optional<Flood> latest(IntakeCoordinator coordinator) {
        return ((FloodQuery.Answer)
                        coordinator.handleCoordinationRequest(new FloodQuery()).join())
                .latest();
    }
}
