package io.millrace.testing.update;

import java.util.List;
import java.util.Optional;

/**
 * A value in the text of a YAML file, and where it stands.
 *
 * @param isFlow whether it is written with {@code []} or {@code {}}
 * @param text of a scalar, without quotes
 * @param start offset of its first character, of an anchor or tag if it has one
 * @param end offset behind its last character; comments and line ends behind it are not part of it
 * @param parts items of a sequence; of a mapping keys and values in turn
 */
record YamlSpan(Kind kind, boolean isFlow, String text, int start, int end, List<YamlSpan> parts) {

    YamlSpan {
        parts = List.copyOf(parts);
    }

    /** What a value is. */
    enum Kind {
        SCALAR,
        SEQUENCE,
        MAPPING,
        ALIAS
    }

    /** Nothing, or the word for it. */
    boolean isNull() {
        return kind == Kind.SCALAR && (start == end || text.equals("null") || text.equals("~"));
    }

    Optional<Entry> entry(String name) {
        for (int i = 0; kind == Kind.MAPPING && i < parts.size(); i += 2) {
            if (parts.get(i).text.equals(name)) {
                return Optional.of(new Entry(parts.get(i), parts.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    /** A key of a mapping with its value. */
    record Entry(YamlSpan key, YamlSpan value) {}
}
