package io.millrace.testing.script;

import org.jspecify.annotations.Nullable;

/**
 * A value as a test gives it.
 *
 * @param value in Flink's internal form; null for NULL
 */
record Cell(@Nullable Object value) {}
