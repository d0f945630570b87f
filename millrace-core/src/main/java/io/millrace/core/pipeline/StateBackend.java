package io.millrace.core.pipeline;

import java.util.Locale;

/** Where operators keep their state between checkpoints. */
public enum StateBackend {
    HEAP,
    ROCKSDB;

    /** As users write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
