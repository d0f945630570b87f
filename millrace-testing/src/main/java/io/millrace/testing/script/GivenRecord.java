package io.millrace.testing.script;

import io.millrace.core.error.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that arrives, byte for byte.
 *
 * @param table that it arrives in
 * @param timestamp epoch milliseconds
 * @param headers in order; a name may repeat
 */
public record GivenRecord(
        SourceLocation at,
        String table,
        int partition,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers,
        long timestamp) {

    public GivenRecord {
        headers = List.copyOf(headers);
    }

    /** A header of a record. */
    public record Header(String name, byte @Nullable [] value) {}
}
