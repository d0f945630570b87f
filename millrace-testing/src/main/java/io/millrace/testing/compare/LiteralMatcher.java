package io.millrace.testing.compare;

import org.jspecify.annotations.Nullable;

/** Equal by value. */
record LiteralMatcher(Object expected) implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual != null && Equality.areEqual(expected, actual);
    }

    @Override
    public String shown() {
        return Literal.shown(expected);
    }
}
