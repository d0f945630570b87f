package io.millrace.core.reject;

/**
 * Why a record was rejected: a closed list, stable for ever, since dashboards and redrive rules refer to it. See
 * {@code docs/rejects.md}.
 */
public enum RejectReason {
    DECODE_EMPTY,
    DECODE_SYNTAX,
    DECODE_TRAILING,
    DECODE_SHAPE,
    DECODE_DUPLICATE_KEY,
    DECODE_UTF8,
    TOMBSTONE_UNEXPECTED,
    LIMIT_DEPTH,
    LIMIT_SIZE,
    LIMIT_NUMBER,
    VALUE_RANGE,
    VALUE_TYPE,
    VALUE_SCALE,
    VALUE_TIME,
    VALUE_LENGTH,
    VALUE_NULL,
    FIELD_MISSING,
    TIME_FUTURE,
    TIME_RANGE,
    TIME_MISSING,
    KEY_NULL,
    KEY_DECODE,
    KEY_MISMATCH,
    SINK_NULL,
    SINK_TOO_LARGE,
    SINK_REJECTED,
    FUNCTION_ERROR,
    SCHEMA_MAGIC,
    SCHEMA_UNKNOWN,
    SCHEMA_INCOMPATIBLE,
    CDC_ENVELOPE
}
