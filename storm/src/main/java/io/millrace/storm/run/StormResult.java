package io.millrace.storm.run;

import io.millrace.storm.check.MultisetCheck.Delivery;
import io.millrace.storm.check.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param took from the first record to the judgement
 * @param stalls faults after which nothing flowed within the time allowed, each in words
 * @param scenes what the cluster said of itself when something was found to be wrong
 * @param events records that were committed to the input
 * @param results that they led to, one each
 * @param rejects records that could not be rows
 * @param late rows behind the watermark
 * @param transfers of the ledger
 * @param moments at which the sum of the ledger was looked at
 * @param starved longest time that this process was not given the processor, in milliseconds
 * @param before what the cluster held after half of the faults, once every pool had filled
 * @param after what it held after the last
 */
record StormResult(
        long seed,
        Delivery delivery,
        Duration took,
        List<Struck> faults,
        List<Violation> violations,
        List<String> stalls,
        List<String> scenes,
        long events,
        long results,
        long rejects,
        long late,
        long transfers,
        long moments,
        long starved,
        Optional<Vitals> before,
        Optional<Vitals> after) {

    /** A machine that was this busy proves nothing. */
    private static final long TOO_BUSY = 8000;

    StormResult {
        faults = List.copyOf(faults);
        violations = List.copyOf(violations);
        stalls = List.copyOf(stalls);
        scenes = List.copyOf(scenes);
    }

    boolean isConclusive() {
        return starved < TOO_BUSY;
    }

    boolean hasPassed() {
        return violations.isEmpty() && stalls.isEmpty() && isConclusive();
    }

    long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    /** The line that does it again. */
    String command() {
        return "./millrace-storm --seed %d --faults %d%s"
                .formatted(
                        seed,
                        faults.size(),
                        delivery == Delivery.EXACTLY_ONCE ? "" : " --delivery " + StormReport.text(delivery));
    }

    String verdict() {
        if (hasPassed()) {
            return "passed";
        }
        // a busy machine explains that something comes late, not that it is lost
        return isConclusive() || !violations.isEmpty() ? "FAILED" : "INCONCLUSIVE";
    }
}
