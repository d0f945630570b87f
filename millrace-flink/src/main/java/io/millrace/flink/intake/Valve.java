package io.millrace.flink.intake;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds a reader's records back once it is closed; until the end of the job, since a paused pipeline is stopped. Made by
 * the reader, closed by the gate behind it, so used by one task's thread only.
 */
final class Valve {

    /** Never completes: nothing will be available any more. */
    private final CompletableFuture<@Nullable Void> never = new CompletableFuture<>();

    private boolean isClosed;

    void close() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    CompletableFuture<@Nullable Void> never() {
        return never;
    }
}
