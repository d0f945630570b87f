package io.millrace.core.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problem;
import io.millrace.core.pipeline.Pipeline;
import io.millrace.core.pipeline.PipelineLoader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentLoaderTest {

    private static final String PROD = """
            kafka:
              bootstrap-servers: broker-1:9093, broker-2:9093
              tls: {ca: certs/ca.pem}
              sasl: {mechanism: SCRAM-SHA-512, username: orders, password: {env: KAFKA_PASSWORD}}
              properties: {client.rack: eu-1}
            flink: {rest: "http://flink:8081"}
            checkpoints: s3://state/millrace
            s3: {endpoint: "https://minio:9000", access-key: me, secret-key: {env: S3_SECRET}, properties: {retry.max-num-retries: 5}}
            postgres:
              main: {host: db, database: shop, user: millrace, password: {file: secrets/db}}
            connect: http://connect:8083
            delivery: at-least-once
            """;

    private final Map<String, String> variables = Map.of("KAFKA_PASSWORD", "pass\"word", "S3_SECRET", "s3-password");

    @TempDir
    private Path root;

    @Test
    void readsAddressesAndResolvesReferencesToSecrets() throws IOException {
        // Given
        write("env/prod.yml", PROD);
        write("env/certs/ca.pem", "-----BEGIN CERTIFICATE-----\n");
        write("env/secrets/db", "db-password\n");

        // When
        Environment environment = load("prod");

        // Then
        assertThat(environment.kafka().bootstrapServers()).isEqualTo("broker-1:9093,broker-2:9093");
        assertThat(environment.kafka().properties())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("ssl.truststore.certificates", "-----BEGIN CERTIFICATE-----\n")
                .containsEntry("client.rack", "eu-1")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"orders\""
                                + " password=\"pass\\\"word\";");
        assertThat(environment.rest()).isEqualTo(URI.create("http://flink:8081"));
        assertThat(environment.checkpoints()).isEqualTo(URI.create("s3://state/millrace"));
        assertThat(environment.s3().asMap())
                .containsOnly(
                        Map.entry("s3.endpoint", "https://minio:9000"),
                        Map.entry("s3.path-style-access", "true"),
                        Map.entry("s3.region", "us-east-1"),
                        Map.entry("s3.access-key", "me"),
                        Map.entry("s3.secret-key", "s3-password"),
                        Map.entry("s3.retry.max-num-retries", "5"));
        assertThat(environment.postgres())
                .containsEntry("main", new PostgresAccess("db", 5432, "shop", "millrace", new Secret("db-password")));
        assertThat(environment.connect()).contains(URI.create("http://connect:8083"));
        assertThat(environment.toString()).doesNotContain("pass\"word", "pass\\", "db-password", "s3-password");
    }

    @Test
    void takesThePipelinesSettingsOfTheSameFile() throws IOException {
        // Given
        write("env/prod.yml", PROD);
        write("orders/pipeline.sql", "CREATE TABLE a (n INT); CREATE TABLE b (n INT); INSERT INTO b SELECT n FROM a;");

        // When
        Pipeline pipeline =
                PipelineLoader.load(List.of(root.resolve("orders")), "prod").get(0);

        // Then
        assertThat(pipeline.policies().delivery().text()).isEqualTo("at-least-once");
    }

    @Test
    void theNearestFileWinsKeyByKey() throws IOException {
        // Given
        write("env/test.yml", """
                kafka: {bootstrap-servers: "far:1"}
                flink: {rest: "http://far:1"}
                checkpoints: file:///far
                """);
        write("orders/env/test.yml", "flink: {rest: \"http://near:1\"}");

        // When
        Environment environment = EnvironmentLoader.load("test", root.resolve("orders"), name -> Optional.empty());

        // Then
        assertThat(environment.rest()).isEqualTo(URI.create("http://near:1"));
        assertThat(environment.kafka().bootstrapServers()).isEqualTo("far:1");
    }

    @Test
    void tellsEveryProblemAtOnceWithItsPlace() throws IOException {
        // Given
        write("env/prod.yml", """
                kafka:
                  tls: {certificate: client.pem}
                  sasl: {mechanism: SCRAM-SHA-521, username: orders, password: hunter2}
                  propertys: {}
                flink: {rest: flink:8081}
                checkpoints: s3://bucket
                s3: {endpoint: "minio:9000", access-key: me, properties: {secret.key: hunter2}}
                postgres: {main: {host: db, database: shop, user: me, password: {env: UNSET}}}
                """);

        // When
        List<Problem> problems = problems("prod");

        // Then
        assertThat(problems)
                .extracting(problem -> problem.location().orElseThrow().line() + " " + problem.message())
                .containsExactly(
                        "2 'kafka.bootstrap-servers' is missing",
                        "2 kafka.tls.certificate and kafka.tls.key belong together, and only one is there",
                        "2 'client.pem' cannot be read: NoSuchFileException",
                        "3 kafka.sasl.mechanism must be one of PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 (was:"
                                + " 'SCRAM-SHA-521')",
                        "3 kafka.sasl.password must say where the secret is, not be the secret",
                        "4 unknown key 'kafka.propertys'",
                        "5 flink.rest must be an address that begins with http:// (was: 'flink:8081')",
                        "6 checkpoints must be an address that begins with file:// or s3:// and names a folder (was:"
                                + " 's3://bucket')",
                        "7 s3.access-key and s3.secret-key belong together, and only one is there",
                        "7 s3.endpoint must be an address that begins with http:// or https:// (was:"
                                + " 'minio:9000')",
                        "7 s3.properties does not take 'secret.key'",
                        "8 the variable 'UNSET' is not set");
        assertThat(problems)
                .filteredOn(problem -> problem.message().contains("password must say"))
                .singleElement()
                .extracting(Problem::render)
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void readsTheExamplesOfThePage() throws IOException {
        // Given
        String page = Files.readString(Path.of("..", "docs", "clusters.md"));
        List<String> examples = Pattern.compile("```yaml\n(kafka:.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .toList();
        write("env/with-everything.yml", examples.get(0));
        write("env/with-a-bucket.yml", examples.get(1));
        write("env/certs/ca.pem", "certificate");
        write("env/secrets/postgres", "secret");

        // When
        Environment everything = load("with-everything");
        Environment bucket = load("with-a-bucket");

        // Then
        assertThat(everything.kafka().properties()).containsEntry("security.protocol", "SASL_SSL");
        assertThat(everything.postgres()).containsKey("main");
        assertThat(everything.connect()).isPresent();
        assertThat(bucket.s3().asMap()).containsEntry("s3.secret-key", "s3-password");
    }

    @Test
    void saysWhereItLookedForAnEnvironmentThatIsNotThere() {
        // When
        List<Problem> problems = problems("staging");

        // Then
        assertThat(problems)
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("env/staging.yml", root.toString());
    }

    private Environment load(String name) {
        return EnvironmentLoader.load(name, root, variable -> Optional.ofNullable(variables.get(variable)));
    }

    private List<Problem> problems(String name) {
        return catchThrowableOfType(MillraceException.class, () -> load(name)).problems();
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
