package io.millrace.flink.intake;

import io.millrace.core.flood.FloodWatch;
import io.millrace.core.flood.RejectSample;
import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.time.Agreement;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.streaming.api.operators.collect.CollectCoordinationResponse;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gates of one intake agree on a watermark, and closes all of them in a flood of rejects. Called by the job
 * master's main thread only; stateless over a restore, since each gate keeps what it has sent, and a flood is to be seen
 * anew.
 *
 * <p>Gates ask, and wait for an answer until there is news. The coordinator sends them no events: Flink's checkpoints
 * wait until each event has arrived, and one that was held back for a checkpoint while its worker died never arrives, so
 * no checkpoint would be complete any more until one has timed out.
 */
final class IntakeCoordinator implements OperatorCoordinator, CoordinationRequestHandler {

    /** From a gate: its standing. */
    record Report(Standing standing) implements OperatorEvent {
        private static final long serialVersionUID = 1L;
    }

    /** From a gate: what it has counted since it last said so. */
    record Counted(long records, long rejected, ArrayList<RejectSample> samples) implements OperatorEvent {
        private static final long serialVersionUID = 1L;
    }

    /**
     * From a gate: it wants to hear of what it does not know yet.
     *
     * @param watermark that it was told last, {@link PartitionClocks#UNSET} before the first
     */
    record Ask(int subtask, long watermark, boolean isPaused) implements CoordinationRequest {
        private static final long serialVersionUID = 1L;
    }

    /**
     * To a gate.
     *
     * @param watermark that it may send on, epoch milliseconds; {@link PartitionClocks#UNSET} for none yet
     * @param isPaused whether it lets no more records in
     */
    record News(long watermark, boolean isPaused) {

        private static final String PAUSED = "paused";

        /** A worker reads an answer before it knows the job's own classes, so it travels in one of Flink's. */
        CoordinationResponse packed() {
            return new CollectCoordinationResponse(isPaused ? PAUSED : "", watermark, List.of());
        }

        static News unpacked(CoordinationResponse answer) {
            CollectCoordinationResponse packed = (CollectCoordinationResponse) answer;
            return new News(
                    packed.getLastCheckpointedOffset(), packed.getVersion().equals(PAUSED));
        }

        /** What is known after both. */
        News andBefore(News before) {
            return new News(Math.max(watermark, before.watermark), isPaused || before.isPaused);
        }

        private boolean isNewTo(Ask ask) {
            return watermark > ask.watermark() || isPaused && !ask.isPaused();
        }
    }

    /** Creates the coordinator inside the job master. */
    record Factory(OperatorID operatorId, FloodPolicy floods) implements Provider {
        private static final long serialVersionUID = 1L;

        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new IntakeCoordinator(
                    context.currentParallelism(), floods, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        }
    }

    private final int subtasks;
    private final Map<Integer, CompletableFuture<CoordinationResponse>> waiting = new HashMap<>();
    private final FloodPolicy floods;
    private final LongSupplier millis;
    private Agreement agreement;
    private FloodWatch watch;
    private boolean isPaused;

    /** @param millis of a clock that does not go back */
    IntakeCoordinator(int subtasks, FloodPolicy floods, LongSupplier millis) {
        this.subtasks = subtasks;
        agreement = new Agreement(subtasks);
        watch = new FloodWatch(floods);
        this.floods = floods;
        this.millis = millis;
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        if (event instanceof Counted counted) {
            counted(counted);
        } else if (agreement.report(subtask, ((Report) event).standing())) {
            tellAll();
        }
    }

    private void counted(Counted counted) {
        boolean begins = watch.add(millis.getAsLong(), counted.records(), counted.rejected(), counted.samples());
        if (begins && floods.then() == Action.PAUSE) {
            isPaused = true;
            tellAll();
        }
    }

    @Override
    public CompletableFuture<CoordinationResponse> handleCoordinationRequest(CoordinationRequest request) {
        return request instanceof Ask ask
                ? answer(ask)
                : CompletableFuture.completedFuture(
                        new FloodQuery.Answer(watch.latest().orElse(null)));
    }

    private CompletableFuture<CoordinationResponse> answer(Ask ask) {
        CompletableFuture<CoordinationResponse> answer = new CompletableFuture<>();
        CompletableFuture<CoordinationResponse> before = waiting.put(ask.subtask(), answer);
        if (before != null) {
            // it asks again before the message times out
            before.complete(news().packed());
        }
        if (news().isNewTo(ask)) {
            waiting.remove(ask.subtask());
            answer.complete(news().packed());
        }
        return answer;
    }

    private News news() {
        return new News(agreement.agreed(), isPaused);
    }

    private void tellAll() {
        List<CompletableFuture<CoordinationResponse>> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(each -> each.complete(news().packed()));
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        result.complete(new byte[0]);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {}

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] checkpointData) {
        agreement = new Agreement(subtasks);
        watch = new FloodWatch(floods);
        isPaused = false;
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        agreement.forget(subtask);
        waiting.remove(subtask);
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {}

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {}
}
