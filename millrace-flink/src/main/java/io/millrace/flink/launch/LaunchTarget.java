package io.millrace.flink.launch;

import io.millrace.core.environment.KafkaAccess;
import io.millrace.flink.log.StartPosition;
import io.millrace.flink.table.HeartbeatTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * Where a prepared pipeline is to run.
 *
 * @param transactionTimeout after which a broker gives up a transaction that nobody finishes
 * @param timeoutRule what decided it, for {@code explain}
 * @param start where it begins if it has no state
 * @param acceptsLoss whether it goes on although transactions of its last checkpoint are lost
 * @param heartbeats by the topics that have changes of a database
 * @param clock that says what is in the future
 */
public record LaunchTarget(
        KafkaAccess kafka,
        Duration transactionTimeout,
        String timeoutRule,
        StartPosition start,
        boolean acceptsLoss,
        Map<String, HeartbeatTopic> heartbeats,
        Clock clock) {}
