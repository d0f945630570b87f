package io.millrace.kafka.simulator;

import io.millrace.core.pipeline.ShopStream;
import java.time.Duration;
import java.time.Instant;

/**
 * The events of one stream, numbered from 0 without end. Each is a pure function of seed, rate, stream and number, so
 * that a restart goes on at any number without a history. Thread-safe.
 */
public interface ShopEvents {

    /** How much of the shop's time lies behind when it is first watched. It is thinner, a tenth of the rate. */
    Duration PAST = Duration.ofHours(3);

    /** When event {@code number} is due, in nanoseconds from the start; never before the one in front of it. */
    long due(long number);

    /**
     * Event {@code number} as it is sent when it is due.
     *
     * @param start of the shop's time
     */
    ShopEvent event(long number, Instant start);

    /** How many events are due by {@code nanos} from the start. */
    default long dueBy(long nanos) {
        long below = -1;
        long beyond = 1;
        while (due(beyond) <= nanos) {
            below = beyond;
            beyond *= 2;
        }
        while (beyond - below > 1) {
            long middle = (below + beyond) >>> 1;
            if (due(middle) <= nanos) {
                below = middle;
            } else {
                beyond = middle;
            }
        }
        return beyond;
    }

    /**
     * @param rate events a second once it is live, from 1; of payments that of their orders, of frauds that of the
     *     transactions they are among
     */
    static ShopEvents of(ShopStream stream, int rate, long seed) {
        Dice dice = new Dice(seed);
        return switch (stream) {
            case CUSTOMERS -> new Customers(dice);
            case ORDERS -> new Orders(EvenStream.of(stream, rate, dice));
            case PAYMENTS -> new Payments(rate, dice);
            case TRANSACTIONS -> new Transactions(EvenStream.of(stream, rate, dice));
            case CLICKS -> new Clicks(EvenStream.of(stream, rate, dice));
            case FRAUDS -> new Frauds(rate, dice);
        };
    }
}
