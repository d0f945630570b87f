package io.millrace.storm.proxy;

import java.time.Duration;

/**
 * What a proxy does to the connections through it.
 *
 * @param requests whether bytes pass from clients to the server; those that do not are held, not lost
 * @param answers whether bytes pass from the server to clients
 * @param delay before each piece is passed on, in both directions
 * @param connects whether new connections are taken
 */
public record Weather(boolean requests, boolean answers, Duration delay, boolean connects) {

    public static final Weather CALM = new Weather(true, true, Duration.ZERO, true);

    /** Nothing passes and nobody is told: as if a cable were pulled. */
    public static final Weather CUT = new Weather(false, false, Duration.ZERO, false);

    /** The server hears and acts; its clients never learn. */
    public static final Weather DEAF_CLIENTS = new Weather(true, false, Duration.ZERO, true);

    public static Weather slow(Duration delay) {
        return new Weather(true, true, delay, true);
    }
}
