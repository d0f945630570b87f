package io.millrace.testing.compare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An ARRAY, element by element. */
record ElementsMatcher(List<Matcher> elements) implements Matcher {

    ElementsMatcher {
        elements = List.copyOf(elements);
    }

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual instanceof List<?> list
                && list.size() == elements.size()
                && IntStream.range(0, list.size())
                        .allMatch(index -> elements.get(index).matches(list.get(index)));
    }

    @Override
    public String shown() {
        return elements.stream().map(Matcher::shown).collect(Collectors.joining(", ", "[", "]"));
    }
}
