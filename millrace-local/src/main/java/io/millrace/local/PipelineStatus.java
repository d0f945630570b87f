package io.millrace.local;

import io.millrace.core.account.PipelineAccount;
import io.millrace.core.error.Problem;
import java.util.List;
import java.util.Optional;

/**
 * How a pipeline does right now.
 *
 * @param account exact once the pipeline has stopped; while it runs, as of at most a second ago
 * @param failure why it failed or paused; present exactly if the state is {@code FAILED} or {@code PAUSED}
 * @param feeds progress of the pipeline's feeds
 */
public record PipelineStatus(
        String name, State state, PipelineAccount account, Optional<Problem> failure, List<FeedStatus> feeds) {

    public PipelineStatus {
        feeds = List.copyOf(feeds);
    }

    /** The life of a pipeline inside one {@code run}. */
    public enum State {
        STARTING,
        RUNNING,
        STOPPED,
        /** It stopped by itself in a flood of rejects; the next run goes on where it did. */
        PAUSED,
        FAILED
    }

    /**
     * How far a feed has come.
     *
     * @param file its name, or {@code shop simulator}
     * @param fed records committed to the topic since it was first fed
     * @param total lines in the file, without a header; of a simulator the events that are due by now
     */
    public record FeedStatus(String table, String file, long fed, long total) {}
}
