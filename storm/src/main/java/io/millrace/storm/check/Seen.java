package io.millrace.storm.check;

import org.jspecify.annotations.Nullable;

/**
 * A record as a reader saw it.
 *
 * @param id that its sender gave it in a header; negative for a record that Millrace made
 * @param key as text
 * @param value as text
 */
public record Seen(
        String topic,
        int partition,
        long offset,
        long id,
        @Nullable String key,
        @Nullable String value) {}
