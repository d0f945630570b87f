package io.millrace.flink.explain;

import io.millrace.core.pipeline.Pipeline;
import java.util.List;

/**
 * All that is told of a pipeline.
 *
 * @param tables that are used, in the order of the script
 * @param steps from tables that are read to tables that are written
 * @param latencies of each table that SQL writes
 */
public record Explanation(Pipeline pipeline, List<TableFacts> tables, List<Step> steps, List<Latency> latencies) {

    public Explanation {
        tables = List.copyOf(tables);
        steps = List.copyOf(steps);
        latencies = List.copyOf(latencies);
    }
}
