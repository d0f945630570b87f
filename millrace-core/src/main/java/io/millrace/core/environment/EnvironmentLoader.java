package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.MillraceException;
import io.millrace.core.error.Problems;
import io.millrace.core.text.SourceFile;
import io.millrace.core.yaml.YamlParser;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlValue;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads where a named environment is. */
public final class EnvironmentLoader {

    private EnvironmentLoader() {}

    /**
     * @param name of the environment, any but {@code local}
     * @param folder from which its files are looked for, as {@link EnvironmentFiles} does
     * @throws MillraceException with everything that is wrong
     */
    public static Environment load(String name, Path folder) {
        return load(name, folder, variable -> Optional.ofNullable(System.getenv(variable)));
    }

    static Environment load(String name, Path folder, Function<String, Optional<String>> variables) {
        if (name.equals(EnvironmentFiles.LOCAL)) {
            throw new MillraceException(
                    ErrorCode.USAGE,
                    "'local' is the environment inside 'millrace run', and no place to deploy to",
                    "name another one, such as --env cluster after 'millrace cluster up'; or use 'millrace run'");
        }
        List<Path> files = EnvironmentFiles.find(folder.toAbsolutePath().normalize(), name);
        if (files.isEmpty()) {
            throw new MillraceException(
                    ErrorCode.FILE_MISSING,
                    "there is no environment '%s': no env/%s.yml in '%s' or the folders above it, nor in this directory"
                            .formatted(name, name, SourceFile.label(folder)),
                    "write env/%s.yml there; 'millrace cluster up' starts a cluster on this machine and writes one"
                            .formatted(name));
        }
        Problems problems = new Problems();
        List<YamlValue.Mapping> layers = new ArrayList<>();
        files.forEach(path -> SourceFile.read(path, ErrorCode.YAML_SYNTAX, problems)
                .flatMap(source -> problems.collect(() -> YamlParser.parse(source, problems)))
                .map(file -> file.only(EnvironmentKeys.TOP)) // what is left belongs to pipelines
                .ifPresent(layers::add));
        problems.throwIfAny();
        YamlValue.Mapping merged =
                layers.stream().reduce((upper, lower) -> upper.over(lower)).orElseThrow();
        Optional<Environment> environment = read(name, merged, variables, problems);
        if (problems.count() > 0) {
            throw new MillraceException(problems.byPlace());
        }
        return environment.orElseThrow();
    }

    private static Optional<Environment> read(
            String name, YamlValue.Mapping merged, Function<String, Optional<String>> variables, Problems problems) {
        SecretReader secrets = new SecretReader(variables, problems);
        YamlSection root = YamlSection.root(merged, problems);
        Optional<KafkaAccess> kafka = RequiredKeys.section(
                        root, "kafka", "{bootstrap-servers: broker-1:9092}", problems)
                .flatMap(section -> new KafkaReader(secrets, problems).read(section));
        Optional<URI> rest = RequiredKeys.section(root, "flink", "{rest: http://127.0.0.1:8081}", problems)
                .flatMap(section -> {
                    Optional<URI> address = RequiredKeys.read(section, EnvironmentKeys.REST, problems);
                    section.refuseOthers(Map.of());
                    return address;
                });
        Optional<URI> checkpoints = RequiredKeys.read(root, EnvironmentKeys.CHECKPOINTS, problems);
        Optional<S3Access> s3 = root.has("s3")
                ? root.section("s3", S3Reader.EXAMPLE).flatMap(section -> new S3Reader(secrets, problems).read(section))
                : Optional.of(S3Access.USUAL);
        Map<String, PostgresAccess> postgres = new TreeMap<>();
        root.section("postgres", "{main: {host: db, database: shop, user: millrace, password: {env: PGPASSWORD}}}")
                .ifPresent(section ->
                        section.eachSection("{host: db}", (server, access) -> postgres(access, secrets, problems)
                                .ifPresent(read -> postgres.put(server, read))));
        Optional<URI> connect = root.read(EnvironmentKeys.CONNECT);
        return kafka.isEmpty() || rest.isEmpty() || checkpoints.isEmpty() || s3.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Environment(name, kafka.get(), rest.get(), checkpoints.get(), s3.get(), postgres, connect));
    }

    private static Optional<PostgresAccess> postgres(YamlSection section, SecretReader secrets, Problems problems) {
        Optional<String> host = RequiredKeys.read(section, EnvironmentKeys.HOST, problems);
        int port = section.read(EnvironmentKeys.PORT).orElse(5432);
        Optional<String> database = RequiredKeys.read(section, EnvironmentKeys.DATABASE, problems);
        Optional<String> user = RequiredKeys.read(section, EnvironmentKeys.USER, problems);
        Optional<Secret> password = RequiredKeys.secret(section, "password", secrets, problems);
        section.refuseOthers(Map.of());
        return host.isEmpty() || database.isEmpty() || user.isEmpty() || password.isEmpty()
                ? Optional.empty()
                : Optional.of(new PostgresAccess(host.get(), port, database.get(), user.get(), password.get()));
    }
}
