package io.millrace.testing;

import io.millrace.testing.compare.Literal;
import io.millrace.testing.compare.Matcher;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A matcher that says nothing about how matchers are written. */
public record FakeMatcher(String shown, Predicate<@Nullable Object> rule) implements Matcher {

    public static final Matcher ANY = new FakeMatcher("any", Objects::nonNull);

    public static Matcher same(@Nullable Object value) {
        return new FakeMatcher(Literal.shown(value), actual -> Objects.equals(actual, value));
    }

    @Override
    public boolean matches(@Nullable Object actual) {
        return rule.test(actual);
    }
}
