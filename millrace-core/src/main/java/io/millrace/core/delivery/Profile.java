package io.millrace.core.delivery;

import java.util.Locale;

/** How the Kafka clients are tuned. */
public enum Profile {
    LOW_LATENCY,
    HIGH_THROUGHPUT,
    HIGH_DURABILITY;

    /** As users write it, e.g. {@code low-latency}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
