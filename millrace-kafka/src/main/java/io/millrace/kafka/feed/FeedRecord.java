package io.millrace.kafka.feed;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One record of a file as it goes to Kafka.
 *
 * @param source its bytes in the file, without the line's end
 * @param value what is sent: the same for JSON, a JSON object for CSV
 * @param time event time in epoch milliseconds; empty if there is none that can be read
 */
record FeedRecord(byte[] source, byte[] value, Optional<byte[]> key, OptionalLong time) {}
