package io.millrace.flink.explain;

import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The slowest way on which rows reach an operator. */
final class Ways {

    private final Steps steps;
    private final Map<Integer, Way> known = new HashMap<>();

    /**
     * A way.
     *
     * @param waits of the operators on it, those for the watermark's bound left out
     * @param clocks operators whose watermark must pass a row; empty if nothing on the way waits for it
     */
    record Way(Span total, List<Wait> waits, List<PlanNode> clocks) {

        static final Way BEGIN = new Way(Span.NONE, List.of(), List.of());

        Way {
            waits = List.copyOf(waits);
            clocks = List.copyOf(clocks);
        }
    }

    Ways(Steps steps) {
        this.steps = steps;
    }

    Way to(PlanNode node) {
        Way found = known.get(node.id());
        if (found == null) {
            found = next(node);
            known.put(node.id(), found);
        }
        return found;
    }

    private Way next(PlanNode node) {
        Way slowest = Way.BEGIN;
        Map<Integer, PlanNode> clocks = new LinkedHashMap<>();
        for (PlanNode input : node.inputs()) {
            Way way = to(input);
            slowest = way.total().isLongerThan(slowest.total()) ? way : slowest;
            way.clocks().forEach(clock -> clocks.put(clock.id(), clock));
        }
        StepWait wait = steps.wait(node);
        if (wait.isForWatermark()) {
            PlanGraph.upstream(node).stream()
                    .filter(Watermarks::areMadeBy)
                    .forEach(clock -> clocks.put(clock.id(), clock));
        }
        List<Wait> waits = new ArrayList<>(slowest.waits());
        if (!wait.span().isNothing()) {
            waits.add(new Wait(wait.span(), steps.name(node) + ": " + wait.text()));
        }
        return new Way(slowest.total().plus(wait.span()), waits, List.copyOf(clocks.values()));
    }
}
