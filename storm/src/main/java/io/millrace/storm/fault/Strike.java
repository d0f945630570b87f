package io.millrace.storm.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * A fault that was done and healed.
 *
 * @param what exactly was done
 * @param recovery how long what it struck took until new results, where that is not seen in the storm's own pipelines
 */
public record Strike(String what, Optional<Duration> recovery) {

    static Strike of(String what) {
        return new Strike(what, Optional.empty());
    }
}
