package io.millrace.testing.compare;

import org.jspecify.annotations.Nullable;

/** {@code any} */
record AnyMatcher() implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual != null;
    }

    @Override
    public String shown() {
        return "any";
    }
}
