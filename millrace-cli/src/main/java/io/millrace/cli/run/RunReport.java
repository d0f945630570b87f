package io.millrace.cli.run;

import io.millrace.core.error.Problem;
import io.millrace.local.PipelineStatus;
import io.millrace.local.RunListener;
import io.millrace.local.TableResults;
import java.util.List;

/** What a run tells about itself: to people, or to programs. Thread-safe, since steps come from any thread. */
interface RunReport extends RunListener {

    /** Everything runs; comes at most once. */
    void started(Started started);

    /** Comes about each second. */
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
}
