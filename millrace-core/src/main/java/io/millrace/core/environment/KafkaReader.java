package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlSection.Placed;
import io.millrace.core.yaml.YamlValue;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the key {@code kafka}. Certificates and keys travel as texts, so that no worker needs the files. */
final class KafkaReader {

    private static final String PEM = "PEM";

    private final SecretReader secrets;
    private final Problems problems;
    private final Map<String, Secret> settings = new TreeMap<>();

    KafkaReader(SecretReader secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    /** @return empty exactly if there is a problem */
    Optional<KafkaAccess> read(YamlSection kafka) {
        int before = problems.count();
        Optional<String> servers = RequiredKeys.read(kafka, EnvironmentKeys.SERVERS, problems);
        // read first: what we set ourselves wins over a setting that contradicts it
        kafka.take("properties")
                .ifPresent(entry -> settings.putAll(new PropertiesReader(secrets, problems)
                        .read("kafka.properties", entry.value(), "{client.rack: eu-1}")));
        Optional<YamlSection> tls = kafka.section("tls", "{ca: certs/ca.pem}");
        tls.ifPresent(this::tls);
        Optional<YamlSection> sasl =
                kafka.section("sasl", "{mechanism: SCRAM-SHA-512, username: orders, password: {env: KAFKA_PASSWORD}}");
        sasl.ifPresent(this::sasl);
        kafka.refuseOthers(Map.of());
        if (tls.isPresent() || sasl.isPresent()) {
            set("security.protocol", (sasl.isPresent() ? "SASL_" : "") + (tls.isPresent() ? "SSL" : "PLAINTEXT"));
        }
        return problems.count() > before
                ? Optional.empty()
                : servers.map(text -> new KafkaAccess(text.replaceAll("\\s", ""), settings));
    }

    private void tls(YamlSection tls) {
        tls.readPlaced(EnvironmentKeys.CA).flatMap(this::file).ifPresent(certificates -> {
            set("ssl.truststore.type", PEM);
            set("ssl.truststore.certificates", certificates);
        });
        Optional<Placed<String>> certificate = tls.readPlaced(EnvironmentKeys.CERTIFICATE);
        Optional<YamlValue.Entry> key = tls.take("key");
        certificate.flatMap(this::file).ifPresent(chain -> {
            set("ssl.keystore.type", PEM);
            set("ssl.keystore.certificate.chain", chain);
        });
        key.flatMap(entry -> secrets.read("kafka.tls.key", entry.value()))
                .ifPresent(secret -> settings.put("ssl.keystore.key", secret));
        tls.take("key-password")
                .flatMap(entry -> secrets.read("kafka.tls.key-password", entry.value()))
                .ifPresent(secret -> settings.put("ssl.key.password", secret));
        if (certificate.isPresent() != key.isPresent()) {
            problems.add(
                    tls.at(),
                    ErrorCode.YAML_VALUE,
                    "kafka.tls.certificate and kafka.tls.key belong together, and only one is there",
                    "name both, or none where the brokers ask for no certificate");
        }
        tls.refuseOthers(Map.of());
    }

    private void sasl(YamlSection sasl) {
        Optional<Sasl> mechanism = RequiredKeys.read(sasl, EnvironmentKeys.MECHANISM, problems);
        Optional<String> username = RequiredKeys.read(sasl, EnvironmentKeys.USERNAME, problems);
        Optional<Secret> password = RequiredKeys.secret(sasl, "password", secrets, problems);
        sasl.refuseOthers(Map.of());
        if (mechanism.isPresent() && username.isPresent() && password.isPresent()) {
            set("sasl.mechanism", mechanism.get().text());
            set(
                    "sasl.jaas.config",
                    "%s required username=\"%s\" password=\"%s\";"
                            .formatted(
                                    mechanism.get().loginModule(),
                                    quoted(username.get()),
                                    quoted(password.get().reveal())));
        }
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private Optional<String> file(Placed<String> name) {
        return secrets.file(name.at(), name.value());
    }

    private void set(String key, String value) {
        settings.put(key, new Secret(value));
    }
}
