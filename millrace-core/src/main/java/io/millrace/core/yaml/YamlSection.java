package io.millrace.core.yaml;

import io.millrace.core.error.ErrorCode;
import io.millrace.core.error.Problems;
import io.millrace.core.error.SourceLocation;
import io.millrace.core.text.Suggestions;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads the keys of one mapping. Whatever is asked for is known; {@link #refuseOthers} then names the rest. Problems are
 * collected, so that reading goes on. Not thread-safe.
 */
public final class YamlSection {

    private final YamlValue.Mapping mapping;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private YamlSection(YamlValue.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    public static YamlSection root(YamlValue.Mapping mapping, Problems problems) {
        return new YamlSection(mapping, "", problems);
    }

    /** The value of a key; empty if the key is not there, or its value is wrong and became a problem. */
    public <T> Optional<T> read(String key, YamlType<T> type) {
        return readPlaced(key, type).map(Placed::value);
    }

    /** As {@link #read}, with where the value stands. */
    public <T> Optional<Placed<T>> readPlaced(String key, YamlType<T> type) {
        known.add(key);
        return entry(key).flatMap(entry -> {
            if (entry.value() instanceof YamlValue.Scalar scalar) {
                try {
                    return Optional.of(new Placed<>(scalar.at(), type.parse().apply(scalar.text())));
                } catch (IllegalArgumentException | DateTimeException wrong) {
                    return wrong(key, entry.value(), type);
                }
            }
            return wrong(key, entry.value(), type);
        });
    }

    /** As {@link #read(String, YamlType)}. */
    public <T> Optional<T> read(YamlKey<T> key) {
        return read(key.name(), key.type());
    }

    /** As {@link #readPlaced(String, YamlType)}. */
    public <T> Optional<Placed<T>> readPlaced(YamlKey<T> key) {
        return readPlaced(key.name(), key.type());
    }

    /** Whatever stands under a key, for a reader of its own. */
    public Optional<YamlValue.Entry> take(String key) {
        known.add(key);
        return entry(key);
    }

    /** The keys and values under a key; empty if the key is not there, or holds something else, which is a problem. */
    public Optional<YamlSection> section(String key, String example) {
        known.add(key);
        return entry(key).flatMap(entry -> section(key, entry, example));
    }

    /** Every entry of a mapping whose keys the user chooses, each of which must itself be keys and values. */
    public void eachSection(String example, BiConsumer<String, YamlSection> action) {
        mapping.entries().forEach((key, entry) -> section(key, entry, example)
                .ifPresent(section -> action.accept(key, section)));
    }

    public boolean has(String key) {
        return mapping.entries().containsKey(key);
    }

    /** Where this section's own values start. */
    public SourceLocation at() {
        return mapping.at();
    }

    /**
     * Makes a problem of each key that was not asked for.
     *
     * @param elsewhere advice for keys that people put here although they belong elsewhere
     */
    public void refuseOthers(Map<String, String> elsewhere) {
        List<String> others = new ArrayList<>(mapping.entries().keySet());
        others.removeAll(known);
        for (String key : others) {
            String remedy = Optional.ofNullable(elsewhere.get(key))
                    .orElseGet(() -> Suggestions.remedy(key, known, path.isEmpty() ? "known keys" : "keys known here"));
            SourceLocation at = entry(key).map(YamlValue.Entry::at).orElse(mapping.at());
            problems.add(at, ErrorCode.YAML_UNKNOWN_KEY, "unknown key '%s'".formatted(path(key)), remedy);
        }
    }

    private Optional<YamlValue.Entry> entry(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }

    private Optional<YamlSection> section(String key, YamlValue.Entry entry, String example) {
        if (entry.value() instanceof YamlValue.Mapping inner) {
            return Optional.of(new YamlSection(inner, path(key), problems));
        }
        problems.add(
                entry.value().at(),
                ErrorCode.YAML_VALUE,
                "%s must be keys and values (was: %s)"
                        .formatted(path(key), entry.value().shown()),
                "write for example %s: %s".formatted(key, example));
        return Optional.empty();
    }

    private <T> Optional<Placed<T>> wrong(String key, YamlValue value, YamlType<?> type) {
        String remedy = Optional.of(value)
                .filter(YamlValue.Scalar.class::isInstance)
                .map(YamlValue.Scalar.class::cast)
                .flatMap(scalar -> Suggestions.nearest(scalar.text(), type.known()))
                .map(near -> "write %s: %s if that was meant".formatted(key, near))
                .orElseGet(() -> "write for example %s: %s".formatted(key, type.example()));
        problems.add(
                value.at(),
                ErrorCode.YAML_VALUE,
                "%s must be %s (was: %s)".formatted(path(key), type.expected(), value.shown()),
                remedy);
        return Optional.empty();
    }

    /** A key with those above it, for messages. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** A value and where it stands. */
    public record Placed<T>(SourceLocation at, T value) {}
}
