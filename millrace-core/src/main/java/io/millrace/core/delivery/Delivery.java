package io.millrace.core.delivery;

import java.util.Locale;

/** What a pipeline guarantees for every record over a crash. */
public enum Delivery {
    /** No record is handled twice; a crash may lose some. */
    AT_MOST_ONCE,
    /** No record is lost; a crash may repeat some. */
    AT_LEAST_ONCE,
    /** Input positions, state and output are committed together. */
    EXACTLY_ONCE;

    /** As users write it, e.g. {@code exactly-once}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
