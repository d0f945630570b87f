package io.millrace.kafka.feed;

/** How a CSV field stands in JSON. A field that does not fit its kind becomes text, for the intake to reject. */
public enum FieldKind {
    TEXT,
    NUMBER,
    BOOLEAN
}
