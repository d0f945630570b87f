package io.millrace.storm.proxy;

/** The weather of a proxy, waited for by everything that passes through it. Thread-safe. */
final class Sky {

    private Weather weather = Weather.CALM;

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
        synchronized (this) {
            while (!direction.passes(weather)) {
                wait();
            }
            delay = weather.delay().toMillis() + (hasCommit ? weather.commits().toMillis() : 0);
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
