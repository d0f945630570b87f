package io.millrace.testing.compare;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code /regex/} */
record TextMatcher(Pattern pattern) implements Matcher {

    @Override
    public boolean matches(@Nullable Object actual) {
        return actual instanceof String text && pattern.matcher(text).matches();
    }

    @Override
    public String shown() {
        return "/" + pattern.pattern() + "/";
    }
}
