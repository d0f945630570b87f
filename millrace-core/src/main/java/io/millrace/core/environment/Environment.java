package io.millrace.core.environment;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A named environment.
 *
 * @param rest of the Flink cluster's JobManager, e.g. {@code http://127.0.0.1:8081}
 * @param checkpoints where checkpoints and what belongs to them are kept, for this machine and the whole cluster alike
 * @param s3 how checkpoints are reached from this machine if they are in an object store
 * @param postgres databases by the name that SQL uses in {@code 'server'}
 * @param connect REST address of the Kafka Connect cluster
 */
public record Environment(
        String name,
        KafkaAccess kafka,
        URI rest,
        URI checkpoints,
        S3Access s3,
        Map<String, PostgresAccess> postgres,
        Optional<URI> connect) {

    public Environment {
        postgres = Map.copyOf(postgres);
    }
}
