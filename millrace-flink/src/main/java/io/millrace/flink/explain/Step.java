package io.millrace.flink.explain;

import java.util.List;
import java.util.Optional;

/**
 * A step of a pipeline, in words that a reader of its SQL recognises.
 *
 * @param number from 1, in the order of the plan: a step comes after those that it reads from
 * @param inputs the numbers of the steps that it reads from
 * @param what it does
 * @param keeps what it has in state, and for how long
 * @param waits until when it holds a result back; empty if it never does
 */
public record Step(int number, List<Integer> inputs, String what, List<String> keeps, Optional<String> waits) {

    public Step {
        inputs = List.copyOf(inputs);
        keeps = List.copyOf(keeps);
    }
}
