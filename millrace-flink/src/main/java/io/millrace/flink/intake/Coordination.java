package io.millrace.flink.intake;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.tasks.TaskOperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.SerializedValue;

/** The way of a gate to its coordinator. */
interface Coordination {

    void tell(OperatorEvent event);

    /** @return completed by any thread, perhaps never */
    CompletableFuture<CoordinationResponse> ask(CoordinationRequest request);

    /** Through Flink's messages between worker and job master. */
    static Coordination through(TaskOperatorEventGateway gateway, OperatorID operator) {
        return new Coordination() {
            @Override
            public void tell(OperatorEvent event) {
                gateway.sendOperatorEventToCoordinator(operator, serialized(event));
            }

            @Override
            public CompletableFuture<CoordinationResponse> ask(CoordinationRequest request) {
                return gateway.sendRequestToCoordinator(operator, serialized(request));
            }
        };
    }

    private static <T> SerializedValue<T> serialized(T message) {
        try {
            return new SerializedValue<>(message);
        } catch (IOException e) {
            throw new IllegalStateException("a message of ours is serializable", e);
        }
    }
}
