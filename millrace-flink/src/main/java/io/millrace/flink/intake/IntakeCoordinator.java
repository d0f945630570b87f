package io.millrace.flink.intake;

import io.millrace.core.time.Agreement;
import io.millrace.core.time.PartitionClocks;
import io.millrace.core.time.Standing;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * Makes the gates of one intake agree on a watermark. Flink lets an event of a coordinator overtake no checkpoint
 * barrier of a source, so in every checkpoint all gates have sent the same watermark. Called by the job master's main
 * thread only; stateless over a restore, since each gate keeps what it has sent.
 */
final class IntakeCoordinator implements OperatorCoordinator {

    /** From a gate: its standing. */
    record Report(Standing standing) implements OperatorEvent {
        private static final long serialVersionUID = 1L;
    }

    /** To all gates: the watermark they may send on, epoch milliseconds. */
    record Agreed(long watermark) implements OperatorEvent {
        private static final long serialVersionUID = 1L;
    }

    /** Creates the coordinator inside the job master. */
    record Factory(OperatorID operatorId) implements Provider {
        private static final long serialVersionUID = 1L;

        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new IntakeCoordinator(context.currentParallelism());
        }
    }

    private final @Nullable SubtaskGateway[] gates;
    private Agreement agreement;

    IntakeCoordinator(int subtasks) {
        gates = new SubtaskGateway[subtasks];
        agreement = new Agreement(subtasks);
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        if (agreement.report(subtask, ((Report) event).standing())) {
            for (SubtaskGateway gate : gates) {
                tell(gate);
            }
        }
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
            tell(gateway);
        }
    }

    private void tell(@Nullable SubtaskGateway gate) {
        if (gate != null) {
            // a gate that cannot be reached is being restarted and will be told when it is ready again
            var unused = gate.sendEvent(new Agreed(agreement.agreed()));
        }
    }
}
