package io.millrace.core.environment;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Resolves references to secrets: {@code {env: NAME}} to a variable of this process, {@code {file: PATH}} to what the file
 * holds, without the line's end. A secret that stands in the environment's file itself is refused: that one is shared.
 */
final class SecretReader {

    private final Function<String, Optional<String>> variables;
    private final Problems problems;

    SecretReader(Function<String, Optional<String>> variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * @param path of the key, for messages
     * @return empty exactly if there is a problem
     */
    Optional<Secret> read(String path, YamlValue value) {
        if (value instanceof YamlValue.Mapping reference && reference.entries().size() == 1) {
            Map.Entry<String, YamlValue.Entry> only =
                    reference.entries().entrySet().iterator().next();
            if (only.getValue().value() instanceof YamlValue.Scalar text) {
                switch (only.getKey()) {
                    case "env":
                        return variable(text);
                    case "file":
                        return file(text.at(), text.text()).map(content -> new Secret(content.stripTrailing()));
                    default:
                        break;
                }
            }
        }
        problems.add(
                // not the line itself, which may hold the secret
                new SourceLocation(
                        value.at().file(), value.at().line(), value.at().column(), ""),
                ErrorCode.YAML_VALUE,
                "%s must say where the secret is, not be the secret".formatted(path),
                "write {env: NAME} for a variable of the shell that deploys, or {file: PATH}");
        return Optional.empty();
    }

    private Optional<Secret> variable(YamlValue.Scalar name) {
        Optional<String> value = variables.apply(name.text()).filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            problems.add(
                    name.at(),
                    ErrorCode.YAML_VALUE,
                    "the variable '%s' is not set".formatted(name.text()),
                    "set it where the command runs: export %s=...".formatted(name.text()));
        }
        return value.map(Secret::new);
    }

    /**
     * A file that is named in another one, relative to it.
     *
     * @param at the place that names it
     */
    Optional<String> file(SourceLocation at, String name) {
        try {
            return Optional.of(
                    Files.readString(Path.of(at.file()).toAbsolutePath().resolveSibling(name)));
        } catch (IOException | InvalidPathException unreadable) {
            problems.add(
                    at,
                    ErrorCode.FILE_MISSING,
                    "'%s' cannot be read: %s"
                            .formatted(name, unreadable.getClass().getSimpleName()),
                    "put the file there, readable for this user; paths are relative to the file that names them");
            return Optional.empty();
        }
    }
}
