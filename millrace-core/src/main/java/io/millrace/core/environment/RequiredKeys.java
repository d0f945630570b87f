package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlKey;
import io.millrace.core.yaml.YamlSection;
import io.millrace.core.yaml.YamlValue;
import java.util.Optional;

/** Keys that have no default: one that is missing is a problem. */
final class RequiredKeys {

    private RequiredKeys() {}

    static <T> Optional<T> read(YamlSection section, YamlKey<T> key, Problems problems) {
        require(section, key.name(), key.type().example(), problems);
        return section.read(key);
    }

    static Optional<YamlSection> section(YamlSection section, String key, String example, Problems problems) {
        require(section, key, example, problems);
        return section.section(key, example);
    }

    static Optional<Secret> secret(YamlSection section, String key, SecretReader secrets, Problems problems) {
        require(section, key, "{env: A_VARIABLE}", problems);
        Optional<YamlValue.Entry> reference = section.take(key);
        return reference.flatMap(entry -> secrets.read(section.path(key), entry.value()));
    }

    private static void require(YamlSection section, String key, String example, Problems problems) {
        if (!section.has(key)) {
            problems.add(
                    section.at(),
                    ErrorCode.YAML_VALUE,
                    "'%s' is missing".formatted(section.path(key)),
                    "write for example %s: %s".formatted(key, example));
        }
    }
}
