package io.millrace.core.yaml;

import io.millrace.core.error.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a YAML file. There is no null: the parser refuses it. */
public sealed interface YamlValue {

    /** Where it starts. */
    SourceLocation at();

    /** For messages, in quotes where it was written by the user. */
    String shown();

    /** A single value, as the text that the user wrote, without YAML's quotes. */
    record Scalar(SourceLocation at, String text) implements YamlValue {

        @Override
        public String shown() {
            return "'" + text + "'";
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
