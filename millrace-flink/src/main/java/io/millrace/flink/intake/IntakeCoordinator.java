package io.millrace.flink.intake;

import io.millrace.core.flood.FloodWatch;
import io.millrace.core.flood.RejectSample;
import io.millrace.core.pipeline.FloodPolicy;
import io.millrace.core.pipeline.FloodPolicy.Action;
import io.millrace.core.time.Agreement;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gates of one intake agree on a watermark, and closes all of them in a flood of rejects. Flink lets an event
 * of a coordinator overtake no checkpoint barrier of a source, so in every checkpoint all gates have sent the same
 * watermark. Called by the job master's main thread only; stateless over a restore, since each gate keeps what it has
 * sent, and a flood is to be seen anew.
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

    /** To all gates: let no more records in. */
    record Pause() implements OperatorEvent {
        private static final long serialVersionUID = 1L;
    }

    /** To all gates: the watermark they may send on, epoch milliseconds. */
    record Agreed(long watermark) implements OperatorEvent {
        private static final long serialVersionUID = 1L;
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

    private final @Nullable SubtaskGateway[] gates;
    private final FloodPolicy floods;
    private final LongSupplier millis;
    private Agreement agreement;
    private FloodWatch watch;
    private boolean isPaused;

    /** @param millis of a clock that does not go back */
    IntakeCoordinator(int subtasks, FloodPolicy floods, LongSupplier millis) {
        gates = new SubtaskGateway[subtasks];
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
            tellAll(new Agreed(agreement.agreed()));
        }
    }

    private void counted(Counted counted) {
        boolean begins = watch.add(millis.getAsLong(), counted.records(), counted.rejected(), counted.samples());
        if (begins && floods.then() == Action.PAUSE) {
            isPaused = true;
            tellAll(new Pause());
        }
    }

    @Override
    public CompletableFuture<CoordinationResponse> handleCoordinationRequest(CoordinationRequest request) {
        return CompletableFuture.completedFuture(
                new FloodQuery.Answer(watch.latest().orElse(null)));
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        result.complete(new byte[0]);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {}

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] checkpointData) {
        agreement = new Agreement(gates.length);
        watch = new FloodWatch(floods);
        isPaused = false;
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        agreement.forget(subtask);
        gates[subtask] = null;
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        gates[subtask] = null;
    }

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {
        gates[subtask] = gateway;
        if (agreement.agreed() != PartitionClocks.UNSET) {
            tell(gateway, new Agreed(agreement.agreed()));
        }
        if (isPaused) {
            tell(gateway, new Pause());
        }
    }

    private void tellAll(OperatorEvent event) {
        for (SubtaskGateway gate : gates) {
            if (gate != null) {
                tell(gate, event);
            }
        }
    }

    private static void tell(SubtaskGateway gate, OperatorEvent event) {
        // a gate that cannot be reached is being restarted and will be told when it is ready again
        var unused = gate.sendEvent(event);
    }
}
