package io.millrace.storm.run;

import io.millrace.storm.fault.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * A fault of a run.
 *
 * @param what exactly was done
 * @param begun epoch milliseconds
 * @param healed epoch milliseconds
 * @param recovery from its beginning until a result came into sight of a record that was sent after that; empty if none
 *     came in time
 */
record Struck(Fault fault, String what, long begun, long healed, Optional<Duration> recovery) {}
