package io.millrace.cli.run;

import io.millrace.local.PipelineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records every table had read or written at one moment. Two of them give a rate.
 *
 * @param counts since the pipeline's first run
 */
record Totals(Instant at, Map<Key, Long> counts) {

    enum Direction {
        IN,
        OUT
    }

    /** A table may be read and written by the same pipeline, and used by several. */
    record Key(String pipeline, Direction direction, String table) {}

    Totals {
        counts = Map.copyOf(counts);
    }

    static Totals of(Instant at, List<PipelineStatus> pipelines) {
        Map<Key, Long> counts = new HashMap<>();
        for (PipelineStatus pipeline : pipelines) {
            pipeline.account()
                    .inputs()
                    .forEach(in -> count(counts, new Key(pipeline.name(), Direction.IN, in.table()), in.read()));
            pipeline.account()
                    .outputs()
                    .forEach(out -> count(counts, new Key(pipeline.name(), Direction.OUT, out.table()), out.written()));
        }
        return new Totals(at, counts);
    }

    /** What has counted nothing may only not have reported yet what earlier runs counted. */
    private static void count(Map<Key, Long> counts, Key key, long count) {
        if (count > 0) {
            counts.put(key, count);
        }
    }

    /** Records per second since {@code earlier}; 0 for a table that was not there then, since its rate is not known. */
    long perSecond(Totals earlier, Key key) {
        Long before = earlier.counts.get(key);
        long millis = Duration.between(earlier.at, at).toMillis();
        if (before == null || millis <= 0) {
            return 0;
        }
        return Math.max(0, Math.round((counts.getOrDefault(key, before) - before) * 1000.0 / millis));
    }
}
