package io.millrace.testing.update;

import io.millrace.testing.update.YamlSpan.Kind;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * How a file indents, by what stands in it.
 *
 * @param keys columns from a key to the keys under it
 * @param items columns from a key to the dashes under it
 */
record Indentation(int keys, int items) {

    private static final int USUAL = 2;

    static Indentation of(FileText file, List<YamlSpan> documents) {
        int keys = find(file, documents, value -> value.kind() == Kind.MAPPING).orElse(USUAL);
        return new Indentation(
                keys,
                find(file, documents, value -> value.kind() == Kind.SEQUENCE).orElse(keys));
    }

    private static OptionalInt find(FileText file, List<YamlSpan> values, Predicate<YamlSpan> wanted) {
        for (YamlSpan value : values) {
            OptionalInt found = find(file, value, wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt find(FileText file, YamlSpan value, Predicate<YamlSpan> wanted) {
        for (int i = 1;
                value.kind() == Kind.MAPPING
                        && !value.isFlow()
                        && i < value.parts().size();
                i += 2) {
            YamlSpan part = value.parts().get(i);
            if (wanted.test(part) && !part.isFlow() && file.isFirstInLine(part.start())) {
                return OptionalInt.of(file.column(part.start())
                        - file.column(value.parts().get(i - 1).start()));
            }
        }
        return find(file, value.parts(), wanted);
    }
}
