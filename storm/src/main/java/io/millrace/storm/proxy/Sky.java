package io.millrace.storm.proxy;

import java.util.concurrent.atomic.AtomicInteger;

/** The weather of a proxy, waited for by everything that passes through it. Thread-safe. */
final class Sky {

    private final AtomicInteger heldCommits = new AtomicInteger();
    private Weather weather = Weather.CALM;

    int heldCommits() {
        return heldCommits.get();
    }

    synchronized Weather weather() {
        return weather;
    }

    synchronized void turn(Weather to) {
        weather = to;
        notifyAll();
    }

    /**
     * Waits until bytes of a direction may pass, then for the delay.
     *
     * @param hasCommit whether they hold a request to end a transaction
     */
    void awaitPassage(Direction direction, boolean hasCommit) throws InterruptedException {
        long delay;
        long held;
        synchronized (this) {
            while (!direction.passes(weather)) {
                wait();
            }
            delay = weather.delay().toMillis();
            held = hasCommit ? weather.commits().toMillis() : 0;
        }
        if (held > 0) {
            heldCommits.incrementAndGet();
            Thread.sleep(held);
            heldCommits.decrementAndGet();
        }
        if (delay > 0) {
            Thread.sleep(delay);
        }
    }

    /** Which way bytes go. */
    enum Direction {
        REQUESTS {
            @Override
            boolean passes(Weather weather) {
                return weather.requests();
            }
        },
        ANSWERS {
            @Override
            boolean passes(Weather weather) {
                return weather.answers();
            }
        };

        abstract boolean passes(Weather weather);
    }
}
