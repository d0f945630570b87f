package io.millrace.local.run;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.flink.launch.LaunchTarget;
import io.millrace.flink.log.StartPosition;
import io.millrace.flink.table.HeartbeatTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What tests may want otherwise.
 *
 * @param transactionTimeout after which the broker gives up a transaction that nobody finishes
 * @param transactionCheck how often it looks for such transactions
 * @param clock that says what is in the future
 */
public record LocalTuning(Duration transactionTimeout, Duration transactionCheck, Clock clock) {

    /** As {@code explain} says it. */
    static final String TIMEOUT_RULE = "environment local: no pause loses a commit";

    /** Where the pipelines of a run go. */
    LaunchTarget target(String bootstrapServers, Map<String, HeartbeatTopic> heartbeats) {
        return new LaunchTarget(
                KafkaAccess.plain(bootstrapServers),
                transactionTimeout,
                TIMEOUT_RULE,
                StartPosition.EARLIEST,
                false,
                heartbeats,
                clock);
    }

    /** Nothing that a checkpoint has promised is given up as long as Kafka can count, about 24 days. */
    public static LocalTuning standard() {
        return new LocalTuning(Duration.ofMillis(Integer.MAX_VALUE), Duration.ofSeconds(60), Clock.systemUTC());
    }
}
