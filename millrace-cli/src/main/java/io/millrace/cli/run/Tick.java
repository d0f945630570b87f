package io.millrace.cli.run;

import io.millrace.cli.run.Totals.Direction;
import io.millrace.cli.run.Totals.Key;
import io.millrace.local.PipelineStatus;
import java.time.Duration;
import java.util.List;

/**
 * One look at all pipelines.
 *
 * @param elapsed since the pipelines ran
 * @param before the look before, for rates
 */
record Tick(Duration elapsed, List<PipelineStatus> pipelines, Totals before, Totals now) {

    Tick {
        pipelines = List.copyOf(pipelines);
    }

    long perSecond(PipelineStatus pipeline, Direction direction, String table) {
        return now.perSecond(before, new Key(pipeline.name(), direction, table));
    }
}
