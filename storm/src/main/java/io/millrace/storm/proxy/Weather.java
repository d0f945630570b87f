package io.millrace.storm.proxy;

import java.time.Duration;

/**
 * What a proxy does to the connections through it.
 *
 * @param requests whether bytes pass from clients to the server; those that do not are held, not lost
 * @param answers whether bytes pass from the server to clients
 * @param delay before each piece is passed on, in both directions
 * @param connects whether new connections are taken
 * @param commits how long each request to end a transaction is held that arrives in this weather, whatever comes after
 *     it; what is behind it on its connection waits too. Zero for not at all
 */
public record Weather(boolean requests, boolean answers, Duration delay, boolean connects, Duration commits) {

    public static final Weather CALM = new Weather(true, true, Duration.ZERO, true, Duration.ZERO);

    /** Nothing passes and nobody is told: as if a cable were pulled. */
    public static final Weather CUT = new Weather(false, false, Duration.ZERO, false, Duration.ZERO);

    /** The server hears and acts; its clients never learn. */
    public static final Weather DEAF_CLIENTS = new Weather(true, false, Duration.ZERO, true, Duration.ZERO);

    public static Weather slow(Duration delay) {
        return new Weather(true, true, delay, true, Duration.ZERO);
    }

    /** Of Kafka's protocol. */
    public static Weather commitsHeld(Duration time) {
        return new Weather(true, true, Duration.ZERO, true, time);
    }
}
