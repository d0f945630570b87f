package io.millrace.local.run;

import java.time.Clock;
import java.time.Duration;

/**
 * What tests may want otherwise.
 *
 * @param transactionTimeout after which the broker gives up a transaction that nobody finishes
 * @param transactionCheck how often it looks for such transactions
 * @param clock that says what is in the future
 */
public record LocalTuning(Duration transactionTimeout, Duration transactionCheck, Clock clock) {

    /** Nothing that a checkpoint has promised is given up as long as Kafka can count, about 24 days. */
    public static LocalTuning standard() {
        return new LocalTuning(Duration.ofMillis(Integer.MAX_VALUE), Duration.ofSeconds(60), Clock.systemUTC());
    }
}
