package io.millrace.cli.run;

import io.millrace.cli.run.Totals.Direction;
import io.millrace.cli.run.Totals.Key;
import io.millrace.local.PipelineStatus;
import io.millrace.local.TableResults;
import java.time.Duration;
import java.util.List;

/**
 * One look at all pipelines.
 *
 * @param elapsed since the pipelines ran
 * @param results what became visible since the look before
 * @param before earlier looks, oldest first, for rates
 */
record Tick(
        Duration elapsed, List<PipelineStatus> pipelines, List<TableResults> results, List<Totals> before, Totals now) {

    Tick {
        pipelines = List.copyOf(pipelines);
        results = List.copyOf(results);
        before = List.copyOf(before);
    }

    long perSecond(PipelineStatus pipeline, Direction direction, String table) {
        Key key = new Key(pipeline.name(), direction, table);
        return before.stream()
                .filter(look -> look.counts().containsKey(key))
                .findFirst()
                .map(look -> now.perSecond(look, key))
                .orElse(0L);
    }
}
