package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlValue;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the key {@code s3}. */
final class S3Reader {

    static final String EXAMPLE = "{endpoint: https://minio:9000, access-key: millrace, secret-key: {env: S3_SECRET}}";

    private static final String PREFIX = "s3.";

    private final SecretReader secrets;
    private final Problems problems;
    private final Map<String, Secret> settings = new TreeMap<>();

    S3Reader(SecretReader secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    /** @return empty exactly if there is a problem */
    Optional<S3Access> read(YamlSection s3) {
        int before = problems.count();
        s3.take("properties").ifPresent(entry -> new PropertiesReader(secrets, problems)
                .read(s3.path("properties"), entry.value(), "{retry.max-num-retries: 5}")
                .forEach((key, value) -> settings.put(PREFIX + key, value)));
        Optional<URI> endpoint = s3.read(EnvironmentKeys.ENDPOINT);
        endpoint.ifPresent(address -> set("endpoint", address.toString()));
        s3.read(EnvironmentKeys.REGION).ifPresent(region -> set("region", region));
        // buckets as names of hosts are Amazon's own way
        set(
                "path-style-access",
                String.valueOf(s3.read(EnvironmentKeys.PATH_STYLE).orElse(endpoint.isPresent())));
        login(s3);
        s3.refuseOthers(Map.of());
        return problems.count() > before ? Optional.empty() : Optional.of(new S3Access(settings));
    }

    private void login(YamlSection s3) {
        Optional<String> accessKey = s3.read(EnvironmentKeys.ACCESS_KEY);
        Optional<YamlValue.Entry> secretKey = s3.take("secret-key");
        accessKey.ifPresent(key -> set("access-key", key));
        secretKey
                .flatMap(entry -> secrets.read(s3.path("secret-key"), entry.value()))
                .ifPresent(secret -> settings.put(PREFIX + "secret-key", secret));
        if (accessKey.isPresent() != secretKey.isPresent()) {
            problems.add(
                    s3.at(),
                    ErrorCode.YAML_VALUE,
                    "s3.access-key and s3.secret-key belong together, and only one is there",
                    "name both, or none to log in as Amazon's own tools do");
        }
    }

    private void set(String key, String value) {
        settings.put(PREFIX + key, new Secret(value));
    }
}
