package io.millrace.core.delivery;

/**
 * One setting of a Kafka client or topic.
 *
 * @param key as Kafka spells it
 * @param why which rule decided, e.g. {@code profile low-latency}; shown by {@code explain}
 */
public record ClientSetting(String key, String value, String why) {}
