package io.millrace.kafka.simulator;

/**
 * One record of a stream.
 *
 * @param value JSON in UTF-8, unless it is broken on purpose
 * @param sound the same without its flaw: what the record's key is made of
 */
public record ShopEvent(byte[] value, byte[] sound, Condition condition) {

    static ShopEvent good(byte[] value) {
        return new ShopEvent(value, value, Condition.GOOD);
    }

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
