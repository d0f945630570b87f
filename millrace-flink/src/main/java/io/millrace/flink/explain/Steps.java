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
    private final StepWaits waits;
    private final Map<String, String> handOvers;
    private final Map<Integer, Step> steps = new LinkedHashMap<>();

    private Steps(StepState state, StepWaits waits, Map<String, String> handOvers) {
        this.state = state;
        this.waits = waits;
        this.handOvers = handOvers;
    }

    /** @param handOvers sinks that hand rows to Java, with the class that gets them */
    static Steps of(PlanGraph graph, StepState state, StepWaits waits, Map<String, String> handOvers) {
        Steps steps = new Steps(state, waits, handOvers);
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

    /** What an operator waits for, whether it is a step or not. */
    StepWait wait(PlanNode node) {
        return waits.of(node);
    }

    private void add(PlanNode node) {
        text(node).ifPresent(what -> {
            Set<Integer> inputs = new LinkedHashSet<>();
            node.inputs().forEach(input -> inputs.addAll(steps(input)));
            String waiting = wait(node).text();
            steps.put(
                    node.id(),
                    new Step(
                            steps.size() + 1,
                            List.copyOf(inputs),
                            what,
                            state.of(node),
                            Optional.of(waiting).filter(text -> !text.isEmpty())));
        });
    }

    private Optional<String> text(PlanNode node) {
        return isHandOver(node)
                ? Optional.of("rows for " + handOvers.get(node.table()) + ", in Java")
                : StepText.of(node);
    }

    /** Whether what happens to the rows next is up to a program. */
    boolean isHandOver(PlanNode node) {
        return node.type().equals("sink") && handOvers.containsKey(node.table());
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
