package io.millrace.core.environment;

import io.millrace.core.yaml.YamlKey;
import io.millrace.core.yaml.YamlType;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** What {@code env/NAME.yml} may say about where the environment is. */
public final class EnvironmentKeys {

    private static final String NONE = "none";
    private static final String REQUIRED = "required";
    private static final YamlType<String> TEXT = YamlType.text("(?s).+", "a text", "orders");

    static final YamlKey<String> SERVERS = new YamlKey<>(
            "bootstrap-servers",
            YamlType.text(
                    "[^\\s,]+:\\d{1,5}(\\s*,\\s*[^\\s,]+:\\d{1,5})*",
                    "addresses HOST:PORT",
                    "broker-1:9092,broker-2:9092"),
            REQUIRED,
            "of the brokers, separated by commas");
    static final YamlKey<String> CA =
            new YamlKey<>("ca", TEXT, "those that Java trusts", "file of the certificates to trust, PEM");
    static final YamlKey<String> CERTIFICATE =
            new YamlKey<>("certificate", TEXT, NONE, "file of this client's own certificate and its chain, PEM");
    static final YamlKey<Sasl> MECHANISM = new YamlKey<>(
            "mechanism", YamlType.oneOf(Sasl.class, Sasl::text, Sasl.SCRAM_SHA_512), REQUIRED, "of the login");
    static final YamlKey<String> USERNAME = new YamlKey<>("username", TEXT, REQUIRED, "to log in with");
    static final YamlKey<URI> REST =
            new YamlKey<>("rest", address("http"), REQUIRED, "address of the Flink cluster's JobManager");
    static final YamlKey<URI> CHECKPOINTS = new YamlKey<>(
            "checkpoints",
            address("file", "s3"),
            REQUIRED,
            "where checkpoints are kept: a directory that this machine and every worker see under the same path, or a folder of a bucket");
    static final YamlKey<URI> ENDPOINT =
            new YamlKey<>("endpoint", address("http", "https"), "Amazon's", "address of the object store");
    static final YamlKey<String> REGION = new YamlKey<>("region", TEXT, "as Amazon's tools find it", "of the bucket");
    static final YamlKey<Boolean> PATH_STYLE = new YamlKey<>(
            "path-style",
            YamlType.yesOrNo(true),
            "true with an endpoint",
            "whether the bucket is in the path of an address, not in its host's name");
    static final YamlKey<String> ACCESS_KEY = new YamlKey<>("access-key", TEXT, NONE, "to log in with");
    static final YamlKey<String> HOST = new YamlKey<>("host", TEXT, REQUIRED, "of the database");
    static final YamlKey<Integer> PORT =
            new YamlKey<>("port", YamlType.wholeNumber(1, 65_535, 5432), "5432", "of the database");
    static final YamlKey<String> DATABASE = new YamlKey<>("database", TEXT, REQUIRED, "its name");
    static final YamlKey<String> USER = new YamlKey<>("user", TEXT, REQUIRED, "to log in with");
    static final YamlKey<URI> CONNECT =
            new YamlKey<>("connect", address("http", "https"), NONE, "REST address of the Kafka Connect cluster");

    /** Keys of an environment's file that are not settings of a pipeline. */
    public static final Set<String> TOP =
            Set.of("kafka", "flink", CHECKPOINTS.name(), "s3", "postgres", CONNECT.name());

    private EnvironmentKeys() {}

    private static YamlType<URI> address(String... schemes) {
        List<String> allowed = List.of(schemes);
        String example = allowed.contains("file") ? "file:///mnt/checkpoints" : "http://127.0.0.1:8081";
        return new YamlType<>(
                "an address that begins with " + String.join(":// or ", allowed) + "://"
                        + (allowed.contains("s3") ? " and names a folder" : ""),
                example,
                List.of(),
                text -> {
                    URI uri = URI.create(text);
                    String path = String.valueOf(uri.getPath());
                    // what is kept has a folder of its own, also in a bucket
                    boolean isComplete =
                            switch (String.valueOf(uri.getScheme())) {
                                case "file" -> path.startsWith("/");
                                case "s3" -> uri.getHost() != null && path.length() > 1;
                                default -> uri.getHost() != null;
                            };
                    if (!allowed.contains(String.valueOf(uri.getScheme()))
                            || !isComplete
                            || uri.getUserInfo() != null) {
                        throw new IllegalArgumentException();
                    }
                    return uri;
                });
    }
}
