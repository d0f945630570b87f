package io.millrace.core.pipeline;

import io.millrace.core.pipeline.PolicyKeys.Group;
import io.millrace.core.yaml.YamlKey;
import io.millrace.core.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every key of {@code millrace.yml} as a table in Markdown, for the reference page. */
final class PolicyTable {

    private PolicyTable() {}

    /** @param reference the file that the defaults come from */
    static String markdown(YamlValue.Mapping reference) {
        List<String> lines = new ArrayList<>();
        lines.add("| key | value | default | |");
        lines.add("| --- | --- | --- | --- |");
        for (Group group : PolicyKeys.GROUPS) {
            for (YamlKey<?> key : group.keys()) {
                lines.add("| `%s` | %s | %s | %s |"
                        .formatted(
                                group.path() + key.name(),
                                key.type().expected(),
                                standard(reference, group, key),
                                key.meaning()));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String standard(YamlValue.Mapping reference, Group group, YamlKey<?> key) {
        if (!key.standard().isEmpty()) {
            return key.standard();
        }
        Optional<YamlValue.Mapping> mapping = Optional.of(reference);
        for (String section :
                group.path().isEmpty() ? new String[0] : group.path().split("\\.")) {
            mapping = mapping.flatMap(
                            inside -> Optional.ofNullable(inside.entries().get(section)))
                    .map(YamlValue.Entry::value)
                    .filter(YamlValue.Mapping.class::isInstance)
                    .map(YamlValue.Mapping.class::cast);
        }
        return mapping.flatMap(inside -> Optional.ofNullable(inside.entries().get(key.name())))
                .map(YamlValue.Entry::value)
                .filter(YamlValue.Scalar.class::isInstance)
                .map(YamlValue.Scalar.class::cast)
                .map(scalar -> "`" + scalar.text() + "`")
                .orElseThrow(() -> new IllegalStateException("no default of " + group.path() + key.name()));
    }
}
