package io.millrace.kafka.simulator;

import java.util.concurrent.TimeUnit;

/**
 * When the events of an even stream are due. The shop opens three hours before it is first watched. Those are thinner, a
 * tenth of the rate, so that they can be played at once; then it goes on at its rate, without end.
 *
 * @param rate events a second once it is live
 */
record Timeline(int rate) {

    /** From the start until the stream is live, in nanoseconds. */
    static final long PAST = ShopEvents.PAST.toNanos();

    static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    static final int THINNED = 10;
    private static final long PAST_SECONDS = PAST / SECOND;

    /** How many events lie in the past. */
    long pastEvents() {
        return PAST_SECONDS * rate / THINNED;
    }

    boolean isPast(long number) {
        return number < pastEvents();
    }

    /** In nanoseconds from the start. */
    long due(long number) {
        long live = number - pastEvents();
        return live < 0 ? number * THINNED * SECOND / rate : PAST + live / rate * SECOND + live % rate * SECOND / rate;
    }

    /** Nanoseconds from one event to the next, around event {@code number}. */
    long step(long number) {
        return (isPast(number) ? THINNED : 1) * SECOND / rate;
    }
}
