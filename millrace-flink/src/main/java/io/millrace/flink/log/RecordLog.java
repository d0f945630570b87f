package io.millrace.flink.log;

import io.millrace.flink.outlet.SinkSettings;
import java.util.Properties;
import java.util.function.Function;

/** Where a job's records come from and go to. */
public sealed interface RecordLog {

    /** Handles every kind of log; a new kind breaks each caller at compile time. */
    <T> T fold(Function<Kafka, T> onKafka, Function<Memory, T> onMemory);

    /**
     * A Kafka cluster.
     *
     * @param consumer settings of every consumer, {@code bootstrap.servers} and {@code group.id} among them
     * @param start of a pipeline without state
     * @param skipsBacklog whether inputs begin at their end all the same: at-most-once after a crash
     */
    record Kafka(Properties consumer, SinkSettings sinks, StartPosition start, boolean skipsBacklog)
            implements RecordLog {
        @Override
        public <T> T fold(Function<Kafka, T> onKafka, Function<Memory, T> onMemory) {
            return onKafka.apply(this);
        }
    }

    /**
     * The memory of the process that also runs the tasks, for tests.
     *
     * @param id by which sources and sinks find their {@link MemoryLog}
     */
    record Memory(String id) implements RecordLog {
        @Override
        public <T> T fold(Function<Kafka, T> onKafka, Function<Memory, T> onMemory) {
            return onMemory.apply(this);
        }
    }
}
