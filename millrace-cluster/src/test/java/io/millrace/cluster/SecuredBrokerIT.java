package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.environment.Environment;
import io.millrace.core.environment.EnvironmentLoader;
import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.kafka.preflight.ClusterFacts;
import io.millrace.kafka.preflight.TransactionProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code env/NAME.yml} says of TLS and SASL, to a real broker that asks for both. */
class SecuredBrokerIT {

    private static final String USER = "orders";
    private static final String PASSWORD = "pass\"word\\";

    @TempDir
    private static Path folder;

    private static SecuredBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = SecuredBroker.start(folder.resolve("broker"));
        Environment administration =
                environment(SecuredBroker.ADMINISTRATOR, SecuredBroker.ADMINISTRATOR, "tls: {ca: ca.pem}");
        broker.add(administration.kafka().properties(), USER, PASSWORD);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void logsInEncryptedAndMayUseTransactions() throws IOException {
        // Given
        Environment environment = environment(USER, PASSWORD, "tls: {ca: ca.pem}");

        // When
        ClusterFacts facts = facts(environment);
        Properties producer = environment.kafka().properties();
        producer.setProperty("transaction.timeout.ms", "60000");
        TransactionProbe.run(producer, "millrace-orders-/");

        // Then
        assertThat(facts.brokers()).isEqualTo(1);
        assertThat(facts.transactionVersion()).isEqualTo((short) 2);
    }

    @Test
    void saysThatThePasswordIsWrongAndDoesNotShowIt() throws IOException {
        // Given
        Environment environment = environment(USER, "wr0ng-secret", "tls: {ca: ca.pem}");

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, () -> facts(environment));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
        assertThat(refused.getMessage()).contains("Authentication failed").doesNotContain("wr0ng-secret");
    }

    @Test
    void saysThatTheCertificateIsNotTrusted() throws IOException {
        // Given
        Environment environment = environment(USER, PASSWORD, "tls: {}");

        // When
        MillraceException refused = catchThrowableOfType(MillraceException.class, () -> facts(environment));

        // Then
        assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
        assertThat(refused.getMessage()).contains("SSL handshake failed");
    }

    private static ClusterFacts facts(Environment environment) {
        try (Admin admin = Admin.create(environment.kafka().properties())) {
            return ClusterFacts.ask(admin, environment.kafka().bootstrapServers(), true);
        }
    }

    private static Environment environment(String user, String password, String tls) throws IOException {
        Path pipeline = Files.createTempDirectory(folder, "pipeline");
        Path env = pipeline.resolve("env");
        Files.createDirectories(env);
        Files.copy(broker.certificate(), env.resolve("ca.pem"));
        Files.writeString(env.resolve("password"), password + "\n");
        Files.writeString(env.resolve("secured.yml"), """
                kafka:
                  bootstrap-servers: %s
                  %s
                  sasl: {mechanism: SCRAM-SHA-512, username: %s, password: {file: password}}
                flink: {rest: "http://127.0.0.1:1"}
                checkpoints: file:///nowhere
                """.formatted(broker.address(), tls, user));
        return EnvironmentLoader.load("secured", pipeline);
    }
}
