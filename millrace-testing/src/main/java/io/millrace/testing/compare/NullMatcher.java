package io.millrace.testing.compare;

import org.jspecify.annotations.Nullable;

/** {@code null} */
record NullMatcher() implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual == null;
    }

    @Override
    public String shown() {
        return "null";
    }
}
