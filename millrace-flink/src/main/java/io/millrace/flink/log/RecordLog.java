package io.millrace.flink.log;

import io.millrace.flink.outlet.SinkSettings;
import java.net.URI;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * @param starts directory in which readers leave a mark at their first start, so that later ones begin at the end of
     *     their inputs: at-most-once where failed tasks are started again
     */
    record Kafka(
            Properties consumer,
            SinkSettings sinks,
            StartPosition start,
            boolean skipsBacklog,
            @Nullable URI starts) implements RecordLog {
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
