package io.millrace.storm.run;

import io.millrace.storm.check.Violation;
import java.util.List;

/**
 * What came of a run.
 *
 * @param events records that were committed to the input
 * @param results that they led to
 * @param stalls faults after which nothing flowed within the time allowed, each in words
 * @param starved longest time that this process was not given the processor, in milliseconds
 * @param untold whether the pipelines were said to do well at the end although something was wrong
 */
record StormResult(
        long seed,
        List<Struck> faults,
        List<Violation> violations,
        List<String> stalls,
        long events,
        long results,
        long starved,
        boolean untold) {

    /** A machine that was this busy proves nothing. */
    private static final long TOO_BUSY = 8000;

    StormResult {
        faults = List.copyOf(faults);
        violations = List.copyOf(violations);
        stalls = List.copyOf(stalls);
    }

    boolean isConclusive() {
        return starved < TOO_BUSY;
    }

    boolean hasPassed() {
        return violations.isEmpty() && stalls.isEmpty() && !untold && isConclusive();
    }
}
