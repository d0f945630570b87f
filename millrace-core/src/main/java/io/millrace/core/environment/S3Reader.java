package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlValue;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the key {@code s3}. */
final class S3Reader {

    static final String EXAMPLE = "{endpoint: https://minio:9000, access-key: millrace, secret-key: {env: S3_SECRET}}";

    private static final String PREFIX = "s3.";

    /** Settings of Flink's that have a key here, as they may be written. */
    private static final Set<String> OWN =
            Set.of("endpoint", "region", "path-style-access", "access-key", "secret-key");

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
        s3.take("properties").ifPresent(this::properties);
        Optional<URI> endpoint = s3.read(EnvironmentKeys.ENDPOINT);
        endpoint.ifPresent(address -> set("endpoint", address.toString()));
        Optional<String> region = s3.read(EnvironmentKeys.REGION);
        region.ifPresent(name -> set("region", name));
        if (region.isEmpty() && endpoint.isPresent()) {
            // other stores have no regions and take any, but a request is signed for one
            set("region", "us-east-1");
        }
        // buckets as names of hosts are Amazon's own way
        set(
                "path-style-access",
                String.valueOf(s3.read(EnvironmentKeys.PATH_STYLE).orElse(endpoint.isPresent())));
        login(s3);
        s3.refuseOthers(Map.of());
        return problems.count() > before ? Optional.empty() : Optional.of(new S3Access(settings));
    }

    private void properties(YamlValue.Entry entry) {
        int before = problems.count();
        Map<String, Secret> read = new PropertiesReader(secrets, problems)
                .read("s3.properties", entry.value(), "{retry.max-num-retries: 5}");
        for (String key : read.keySet()) {
            if (key.startsWith(PREFIX) || OWN.contains(key.replace('.', '-'))) {
                problems.add(
                        entry.value().at(),
                        ErrorCode.YAML_VALUE,
                        "s3.properties does not take '%s'".formatted(key),
                        "write endpoint, region, path-style, access-key and secret-key beside it, and others without 's3.' in front");
            }
        }
        if (problems.count() == before) {
            read.forEach((key, value) -> settings.put(key.startsWith("fs.") ? key : PREFIX + key, value));
        }
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
