package io.millrace.kafka.feed;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock that a live feed goes by, until it is stopped. */
interface LiveClock {

    Instant now();

    boolean isStopped();

    /** Waits, or until the feed is stopped. */
    void await(long nanos) throws InterruptedException;

    static LiveClock of(InstantSource clock, CountDownLatch stop) {
        return new LiveClock() {

            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public boolean isStopped() {
                return stop.getCount() == 0;
            }

            @Override
            @SuppressWarnings("ResultOfMethodCallIgnored")
            public void await(long nanos) throws InterruptedException {
                stop.await(nanos, TimeUnit.NANOSECONDS);
            }
        };
    }
}
