package io.millrace.cluster.deploy;

import io.millrace.core.environment.Environment;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the brokers of an environment say of themselves.
 *
 * @param count how many there are
 * @param transactionTimeout the longest that every one of them allows
 */
record Brokers(int count, Duration transactionTimeout) {

    private static final String GREATEST_TIMEOUT = "transaction.max.timeout.ms";

    static Brokers ask(Environment environment, Admin admin) {
        try {
            Collection<Node> nodes = admin.describeCluster().nodes().get();
            List<ConfigResource> brokers = nodes.stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString()))
                    .toList();
            long timeout = Long.MAX_VALUE;
            for (Config config : admin.describeConfigs(brokers).all().get().values()) {
                timeout = Math.min(
                        timeout, Long.parseLong(config.get(GREATEST_TIMEOUT).value()));
            }
            return new Brokers(nodes.size(), Duration.ofMillis(timeout));
        } catch (ExecutionException e) {
            throw unreachable(environment, Objects.requireNonNullElse(e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(environment, e);
        }
    }

    private static MillraceException unreachable(Environment environment, Throwable cause) {
        return new MillraceException(
                ErrorCode.KAFKA_UNREACHABLE,
                "Kafka at '%s' could not be asked about its brokers: %s"
                        .formatted(environment.kafka().bootstrapServers(), FailureText.of(cause)),
                "check 'kafka' in env/%s.yml, that the brokers run, and that this user may describe their settings"
                        .formatted(environment.name()),
                cause);
    }
}
