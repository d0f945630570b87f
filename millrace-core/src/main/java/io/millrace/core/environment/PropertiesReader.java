package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.yaml.YamlValue;
import java.util.Map;
import java.util.TreeMap;

/** Reads settings that are handed on as they are; a value may be a reference to a secret. */
final class PropertiesReader {

    private final SecretReader secrets;
    private final Problems problems;

    PropertiesReader(SecretReader secrets, Problems problems) {
        this.secrets = secrets;
        this.problems = problems;
    }

    /**
     * @param path of the key that holds them, for messages
     * @param example of what may stand there
     */
    Map<String, Secret> read(String path, YamlValue value, String example) {
        Map<String, Secret> settings = new TreeMap<>();
        if (!(value instanceof YamlValue.Mapping mapping)) {
            problems.add(
                    value.at(),
                    ErrorCode.YAML_VALUE,
                    "%s must be keys and values (was: %s)".formatted(path, value.shown()),
                    "write for example properties: " + example);
            return settings;
        }
        mapping.entries().forEach((key, entry) -> {
            if (entry.value() instanceof YamlValue.Scalar scalar) {
                settings.put(key, new Secret(scalar.text()));
            } else {
                secrets.read(path + "." + key, entry.value()).ifPresent(secret -> settings.put(key, secret));
            }
        });
        return settings;
    }
}
