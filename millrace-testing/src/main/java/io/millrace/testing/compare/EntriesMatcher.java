package io.millrace.testing.compare;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a MAP, some fields of a ROW.
 *
 * @param order of the keys, as written
 */
record EntriesMatcher(Map<?, Matcher> entries, List<?> order) implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual instanceof Map<?, ?> map
                && entries.entrySet().stream().allMatch(expected -> map.entrySet().stream()
                        .anyMatch(entry -> isSame(expected.getKey(), entry.getKey())
                                && expected.getValue().matches(entry.getValue())));
    }

    private static boolean isSame(Object expected, @Nullable Object actual) {
        return actual != null && Equality.areEqual(expected, actual);
    }

    @Override
    public String shown() {
        return order.stream()
                .map(key -> Literal.shown(key) + ": " + shown(entries.get(key)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String shown(@Nullable Matcher matcher) {
        return matcher == null ? "" : matcher.shown();
    }
}
