package io.millrace.cli.run;

import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.RunListener;
import io.millrace.local.TableResults;
import java.time.Duration;
import java.util.List;

/** What a run tells about itself: to people, or to programs. Thread-safe, since steps come from any thread. */
interface RunReport extends RunListener, AutoCloseable {

    /** Everything runs; comes at most once. */
    void started(Started started);

    /** How often it wants to be told; may change with {@link #started}. */
    default Duration betweenTicks() {
        return Duration.ofSeconds(1);
    }

    /** How far back rates look, at least to the tick before. */
    default Duration ratesOver() {
        return Duration.ZERO;
    }

    void tick(Tick tick);

    /** A pipeline failed or paused; the others go on. Comes once for a pipeline. */
    void failed(String pipeline, Problem problem);

    /** The end was asked for and is under way. May come twice, and before {@link #started}. */
    void stopping();

    /**
     * The last word on every pipeline.
     *
     * @param results what the end made visible, and the present rows of small upsert streams
     */
    void account(List<PipelineStatus> pipelines, List<TableResults> results, String bootstrapServers);

    /** Whether nobody reads the report any more, so that the run should end as if it had been asked to. */
    boolean isUnread();

    /** Leaves the terminal as it was, however the run ended. May be called again, from any thread. */
    @Override
    default void close() {}
}
