package io.millrace.flink.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.time.PartitionClocks;
import io.millrace.flink.intake.IntakeCoordinator.Ask;
import io.millrace.flink.intake.IntakeCoordinator.News;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.junit.jupiter.api.Test;

/** How a gate hears of what its coordinator knows. */
class CoordinatorNewsTest {

    private final List<Ask> asked = new ArrayList<>();
    private final List<CompletableFuture<CoordinationResponse>> answers = new ArrayList<>();
    private final List<News> heard = new ArrayList<>();
    private final CoordinatorNews news = new CoordinatorNews(
            new Coordination() {
                @Override
                public void tell(OperatorEvent event) {
                    throw new AssertionError("it only asks");
                }

                @Override
                public CompletableFuture<CoordinationResponse> ask(CoordinationRequest request) {
                    asked.add((Ask) request);
                    answers.add(new CompletableFuture<>());
                    return answers.get(answers.size() - 1);
                }
            },
            Runnable::run,
            heard::add);

    @Test
    void asksAgainWithWhatItHasHeard() {
        // Given
        news.tick(1, 0);
        news.tick(1, 5);

        // When
        answers.get(0).complete(new News(7, false).packed());

        // Then
        assertThat(heard).containsExactly(new News(7, false));
        assertThat(asked).containsExactly(new Ask(1, PartitionClocks.UNSET, false), new Ask(1, 7, false));
    }

    @Test
    void anAnswerWithoutNewsIsFollowedByTheNextTickOnly() {
        // Given
        news.tick(1, 0);

        // When
        answers.get(0).complete(new News(PartitionClocks.UNSET, false).packed());

        // Then
        assertThat(asked).hasSize(1);
        news.tick(1, 5);
        assertThat(asked).hasSize(2);
    }

    @Test
    void whatFailsOrTakesLongIsAskedAgain() {
        // Given
        news.tick(1, 0);

        // When
        news.tick(1, 3000);
        answers.get(1).completeExceptionally(new IllegalStateException("the job master is gone"));
        news.tick(1, 3005);

        // Then
        assertThat(asked).hasSize(3);
    }

    @Test
    void aLateAnswerToAnOlderQuestionIsHeardAndAsksNothing() {
        // Given
        news.tick(1, 0);
        news.tick(1, 3000);

        // When
        answers.get(0).complete(new News(7, true).packed());

        // Then
        assertThat(heard).containsExactly(new News(7, true));
        assertThat(asked).hasSize(2);
    }
}
