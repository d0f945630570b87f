package io.millrace.flink.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Ends a reader whose process stood still for so long that another may have been started in its place. The JobManager takes
 * a worker for dead that does not answer for its {@code heartbeat.timeout}; one that goes on after that, before it hears of
 * it, would read what the other has read. Exactly-once fences its writers; at-most-once has nothing but this. A machine
 * that is suspended, whose monotonic clock stands still with it, is not noticed.
 *
 * <p>A thread of its own ticks, so that a task that waits for slow brokers is not mistaken for one that stood still.
 */
final class Standstill implements AutoCloseable {

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);

    private final long limit;
    private final LongSupplier clock;
    private volatile long ticked;
    private volatile long longest;
    private volatile boolean closed;

    /**
     * @param limit nanoseconds
     * @param clock nanoseconds, from an arbitrary point on
     */
    Standstill(long limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
        this.ticked = clock.getAsLong();
    }

    /** Watches this process from now on, until it is closed. */
    static Standstill watch(Duration limit) {
        Standstill standstill = new Standstill(limit.toNanos(), System::nanoTime);
        Thread thread = new Thread(standstill::tickOn, "watch for standstill");
        thread.setDaemon(true);
        thread.start();
        return standstill;
    }

    /** Where it does not matter: in a process of one's own, and where writers are fenced or repeats allowed. */
    static Standstill unwatched() {
        return new Standstill(Long.MAX_VALUE, () -> 0);
    }

    private void tickOn() {
        while (!closed) {
            tick();
            LockSupport.parkNanos(TICK);
        }
    }

    void tick() {
        long now = clock.getAsLong();
        longest = Math.max(longest, now - ticked);
        ticked = now;
    }

    /** @throws IOException if the process stood still for longer than the limit since this was made */
    void check() throws IOException {
        // The thread that ticks may not have run yet since the process goes on. It writes the longest first, so that is
        // read last.
        long sinceTick = clock.getAsLong() - ticked;
        long still = Math.max(sinceTick, longest);
        if (still > limit) {
            throw new IOException(
                    "this worker stood still for %.1f s, and another may have been started in its place: under at-most-once it reads no further"
                            .formatted(still / 1e9));
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
