package io.millrace.local;

import java.util.List;

/**
 * Pipelines running on one embedded broker and one embedded cluster in this process. Thread-safe.
 *
 * <p><b>Lifecycle.</b> Started by {@code LocalRunner.start}; ended once by {@link #stop} (clean) or {@link #close}.
 */
public interface LocalRun extends AutoCloseable {

    /** Where any Kafka client reaches the broker, e.g. {@code 127.0.0.1:9092}. */
    String bootstrapServers();

    /** One per pipeline, in the order of the request. Cheap enough to be called each second. */
    List<PipelineStatus> status();

    /** What became visible of every written table since the last call; after {@link #stop} what the end made visible. */
    List<TableResults> results();

    /**
     * Stops every pipeline with a savepoint, then the cluster and the broker. The next run continues from here.
     *
     * @return the final status of each pipeline, with its exact account
     */
    List<PipelineStatus> stop();

    /** Ends everything; stops cleanly first if {@link #stop} was not called. Never throws for a failed pipeline. */
    @Override
    void close();
}
