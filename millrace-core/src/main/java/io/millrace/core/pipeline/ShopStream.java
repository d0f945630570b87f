package io.millrace.core.pipeline;

import java.util.Optional;
import java.util.stream.Stream;

/** The streams of the simulator {@code shop}; their columns are in {@code docs/simulator.md}. */
public enum ShopStream {
    CUSTOMERS("customers"),
    ORDERS("orders"),
    PAYMENTS("payments"),
    TRANSACTIONS("transactions"),
    CLICKS("clicks"),
    FRAUDS("frauds");

    private final String text;

    ShopStream(String text) {
        this.text = text;
    }

    /** As users write it. */
    public String text() {
        return text;
    }

    /**
     * The stream that this one tells about. Both need one rate and one seed: else it tells about events that never come,
     * and nothing would fail.
     */
    public Optional<ShopStream> subject() {
        return switch (this) {
            case PAYMENTS -> Optional.of(ORDERS);
            case FRAUDS -> Optional.of(TRANSACTIONS);
            case CUSTOMERS, ORDERS, TRANSACTIONS, CLICKS -> Optional.empty();
        };
    }

    /** @return empty if there is no stream of this name */
    public static Optional<ShopStream> of(String text) {
        return Stream.of(values()).filter(stream -> stream.text.equals(text)).findFirst();
    }
}
