package io.millrace.core.yaml;

import io.millrace.core.error.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value in a YAML file. A key has null only where the parser was told to take it. */
public sealed interface YamlValue {

    /** Where it starts. */
    SourceLocation at();

    /** For messages, in quotes where it was written by the user. */
    String shown();

    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL;
    }

    /**
     * A single value.
     *
     * @param text that the user wrote, without YAML's quotes
     * @param isPlain whether it stands without quotes
     * @param kind what YAML 1.2 reads it as; quoted it is a text
     */
    record Scalar(SourceLocation at, String text, boolean isPlain, Kind kind) implements YamlValue {

        @Override
        public String shown() {
            return "'" + text + "'";
        }

        /** The types of YAML's core schema. */
        public enum Kind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }
    }

    record Sequence(SourceLocation at, List<YamlValue> items) implements YamlValue {

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /** Keys and values in the order of the file. */
    record Mapping(SourceLocation at, Map<String, Entry> entries) implements YamlValue {

        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String shown() {
            return "keys and values";
        }

        /** All but some keys. */
        public Mapping without(Set<String> keys) {
            Map<String, Entry> others = new LinkedHashMap<>(entries);
            others.keySet().removeAll(keys);
            return new Mapping(at, others);
        }

        /** Some of the keys, as far as they are there. */
        public Mapping only(Set<String> keys) {
            Map<String, Entry> some = new LinkedHashMap<>(entries);
            some.keySet().retainAll(keys);
            return new Mapping(at, some);
        }

        /** Both together: this one wins, key by key, also inside mappings; other values are replaced as a whole. */
        public Mapping over(Mapping below) {
            Map<String, Entry> merged = new LinkedHashMap<>(below.entries);
            entries.forEach((key, entry) -> merged.merge(key, entry, (lower, upper) -> upper.over(lower)));
            return new Mapping(at, merged);
        }
    }

    /**
     * A key with its value.
     *
     * @param at where the key stands
     */
    record Entry(SourceLocation at, YamlValue value) {

        private Entry over(Entry below) {
            return value instanceof Mapping upper && below.value instanceof Mapping lower
                    ? new Entry(at, upper.over(lower))
                    : this;
        }
    }
}
