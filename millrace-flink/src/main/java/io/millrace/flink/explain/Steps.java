package io.millrace.flink.explain;

import io.millrace.flink.plan.PlanGraph;
import io.millrace.flink.plan.PlanNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of a plan, without operators that only carry rows on. */
final class Steps {

    private final StepState state;
    private final Map<Integer, Step> steps = new LinkedHashMap<>();

    private Steps(StepState state) {
        this.state = state;
    }

    static Steps of(PlanGraph graph, StepState state) {
        Steps steps = new Steps(state);
        graph.nodes().forEach(steps::add);
        return steps;
    }

    /** In the order of the plan. */
    List<Step> all() {
        return List.copyOf(steps.values());
    }

    /** What a step is called where others speak of it. */
    String name(PlanNode node) {
        Step step = steps.get(node.id());
        return step == null ? node.type() : "step " + step.number();
    }

    private void add(PlanNode node) {
        StepText.of(node).ifPresent(what -> {
            Set<Integer> inputs = new LinkedHashSet<>();
            node.inputs().forEach(input -> inputs.addAll(steps(input)));
            String waits = StepWaits.of(node).text();
            steps.put(
                    node.id(),
                    new Step(
                            steps.size() + 1,
                            List.copyOf(inputs),
                            what,
                            state.of(node),
                            Optional.of(waits).filter(text -> !text.isEmpty())));
        });
    }

    /** The nearest steps that rows of a node come through. */
    private List<Integer> steps(PlanNode node) {
        Step step = steps.get(node.id());
        if (step != null) {
            return List.of(step.number());
        }
        List<Integer> before = new ArrayList<>();
        node.inputs().forEach(input -> before.addAll(steps(input)));
        return before;
    }
}
