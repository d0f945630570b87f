package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import io.millrace.flink.intake.IntakeCoordinator.Ask;
import io.millrace.flink.intake.IntakeCoordinator.News;
import io.millrace.flink.intake.IntakeCoordinator.Report;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.junit.jupiter.api.Test;

/** What gates hear of the watermark that they agree on. */
class IntakeAgreementTest {

    private final IntakeCoordinator coordinator =
            new IntakeCoordinator(2, new FloodPolicy(0.5, 100, Action.PAUSE), () -> 0);

    @Test
    void everyGateThatWaitsHearsOfAnAgreement() {
        // Given
        CompletableFuture<CoordinationResponse> first = ask(0, PartitionClocks.UNSET);
        CompletableFuture<CoordinationResponse> second = ask(1, PartitionClocks.UNSET);
        report(0, 7);

        // When
        report(1, 5);

        // Then
        assertThat(first)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(new News(5, false)));
        assertThat(second)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(new News(5, false)));
    }

    @Test
    void whoKnowsLessIsAnsweredAtOnce() {
        // Given
        report(0, 7);
        report(1, 5);

        // When
        CompletableFuture<CoordinationResponse> late = ask(1, 4);
        CompletableFuture<CoordinationResponse> knowing = ask(0, 5);

        // Then
        assertThat(late)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(new News(5, false)));
        assertThat(knowing).isNotDone();
    }

    @Test
    void whoAsksAgainGetsAnAnswerToBoth() {
        // Given
        CompletableFuture<CoordinationResponse> before = ask(0, PartitionClocks.UNSET);

        // When
        CompletableFuture<CoordinationResponse> again = ask(0, PartitionClocks.UNSET);
        report(0, 3);
        report(1, 3);

        // Then
        assertThat(before).isCompletedWithValueMatching(answer -> News.unpacked(answer)
                .equals(new News(PartitionClocks.UNSET, false)));
        assertThat(again)
                .isCompletedWithValueMatching(answer -> News.unpacked(answer).equals(new News(3, false)));
    }

    @Test
    void aSubtaskThatBeginsAnewHoldsTheOthersBack() {
        // Given
        report(0, 7);
        report(1, 5);

        // When
        coordinator.subtaskReset(1, 1);
        report(0, 9);
        CompletableFuture<CoordinationResponse> waiting = ask(0, 5);

        // Then
        assertThat(waiting).isNotDone();
    }

    private CompletableFuture<CoordinationResponse> ask(int subtask, long known) {
        return coordinator.handleCoordinationRequest(new Ask(subtask, known, false));
    }

    private void report(int subtask, long watermark) {
        coordinator.handleEventFromOperator(subtask, 0, new Report(new Standing(watermark, false)));
    }
}
