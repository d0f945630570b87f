package io.millrace.kafka.simulator;

/**
 * One record of a stream.
 *
 * @param value JSON in UTF-8, unless it is broken on purpose
 */
public record ShopEvent(byte[] value, Condition condition) {

    /** What is wrong with an event, if anything. */
    public enum Condition {
        /** At most half a second out of order. */
        GOOD,
        /** Its time is minutes older than its neighbours'. */
        LATE,
        /** Cannot be a row. */
        BAD
    }
}
