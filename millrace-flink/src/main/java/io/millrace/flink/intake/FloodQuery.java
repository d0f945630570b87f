package io.millrace.flink.intake;

import io.millrace.core.flood.Flood;
import io.millrace.flink.table.StreamTable;
import java.util.Optional;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.jspecify.annotations.Nullable;

/** Asks the intake of a table, while its job runs, whether it pours into its rejects. */
public record FloodQuery() implements CoordinationRequest {

    private static final long serialVersionUID = 1L;

    /** The uid of the operator to ask. */
    public static String operator(StreamTable table) {
        return operator(table.name(), table.topic());
    }

    /** As {@link #operator(StreamTable)}, of a table bound to a topic. */
    public static String operator(String table, String topic) {
        return IntakeTable.gateUid(table, topic);
    }

    /** The last flood since the job began; whether it is over is not said. */
    public record Answer(@Nullable Flood flood) implements CoordinationResponse {

        private static final long serialVersionUID = 1L;

        public Optional<Flood> latest() {
            return Optional.ofNullable(flood);
        }
    }
}
