package io.millrace.kafka.topic;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;

/** Awaits answers of a Kafka cluster and turns what goes wrong into problems. */
final class AdminCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final String bootstrapServers;

    AdminCalls(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * @param action what is attempted, e.g. {@code create topic 'orders'}
     * @throws MillraceException {@code KAFKA_UNREACHABLE}, or {@code TOPIC_CONFLICT} if the cluster says no
     */
    <T> T await(KafkaFuture<T> answer, String action) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw explain(e.getCause() == null ? e : e.getCause(), action);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("interrupted", action, e);
        }
    }

    /**
     * Asks until the condition holds: what a cluster has promised, its brokers know a moment later.
     *
     * @throws MillraceException {@code KAFKA_UNREACHABLE} if it does not within half a minute
     */
    void awaitThat(String action, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw unreachable("it did not come about", action, new TimeoutException(action));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private MillraceException explain(Throwable failure, String action) {
        if (failure instanceof TimeoutException || failure instanceof DisconnectException) {
            return unreachable("no answer", action, failure);
        }
        if (failure instanceof AuthenticationException) {
            return unreachable(String.valueOf(failure.getMessage()), action, failure);
        }
        String remedy = failure instanceof AuthorizationException
                ? "grant this user the right to do so, or have it done by someone who has it"
                : "change the topic's options to what the cluster at '" + bootstrapServers + "' allows";
        return new MillraceException(
                ErrorCode.TOPIC_CONFLICT,
                "Kafka refused to %s: %s".formatted(action, failure.getMessage()),
                remedy,
                failure);
    }

    private MillraceException unreachable(String why, String action, Throwable failure) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "Kafka at '%s' could not be asked to %s: %s".formatted(bootstrapServers, action, why),
                "check that the broker runs and that the address is right",
                failure);
    }
}
