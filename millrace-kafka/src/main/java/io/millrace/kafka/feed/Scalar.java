package io.millrace.kafka.feed;

/**
 * A field's value in JSON.
 *
 * @param text as read; for anything but text also as written
 * @param isText whether it stands in quotes
 */
record Scalar(String text, boolean isText) {

    static final Scalar NULL = new Scalar("null", false);

    static Scalar text(String text) {
        return new Scalar(text, true);
    }

    static Scalar bare(String text) {
        return new Scalar(text, false);
    }
}
