package io.millrace.testing.compare;

import org.jspecify.annotations.Nullable;

/** What one cell must hold. */
public interface Matcher {

    /** @param actual a plain value as {@link ActualRow} has it */
    boolean matches(@Nullable Object actual);

    /** As it would be written in a test file. */
    String shown();
}
