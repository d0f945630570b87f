package io.millrace.storm.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures whether this process is given the processor when it asks: a run that starved proves nothing. */
final class Breath implements AutoCloseable {

    private static final long EACH_MILLIS = 100;

    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = new Thread(this::run, "breath");
    private volatile boolean ended;

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long last = System.nanoTime();
        while (!ended) {
            try {
                TimeUnit.MILLISECONDS.sleep(EACH_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long now = System.nanoTime();
            longest.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(now - last) - EACH_MILLIS, Math::max);
            last = now;
        }
    }

    /** In milliseconds. */
    long longest() {
        return longest.get();
    }

    @Override
    public void close() {
        ended = true;
    }
}
