package io.millrace.storm.run;

import io.millrace.storm.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault of a run.
 *
 * @param what exactly was done
 * @param recovery longest time without new results in any partition, from the fault's beginning until results flow again
 *     in all of them; empty if they did not in time
 */
record Struck(Fault fault, String what, Optional<Duration> recovery) {

    String recoveryText() {
        return recovery.map(StormReport::seconds).orElse("-");
    }
}
