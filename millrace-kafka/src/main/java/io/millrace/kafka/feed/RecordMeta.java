package io.millrace.kafka.feed;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes a record's key and time from its fields. */
final class RecordMeta {

    private final List<String> keyColumns;
    private final Optional<String> eventTime;

    /** @param eventTime the field that holds the time, if any does */
    RecordMeta(List<String> keyColumns, Optional<String> eventTime) {
        this.keyColumns = keyColumns;
        this.eventTime = eventTime;
    }

    RecordMeta(FeedSpec spec) {
        this(spec.keyColumns(), spec.eventTime());
    }

    /** @return empty if the feed has no key columns, or this record does not have them all: the intake decides on it */
    Optional<byte[]> key(Map<String, Scalar> fields) {
        Map<String, Scalar> key = new LinkedHashMap<>();
        for (String column : keyColumns) {
            Scalar value = fields.getOrDefault(column, Scalar.NULL);
            if (value.equals(Scalar.NULL)) {
                return Optional.empty();
            }
            key.put(column, value);
        }
        if (key.isEmpty()) {
            return Optional.empty();
        }
        if (key.size() > 1) {
            return Optional.of(Json.object(key));
        }
        return Optional.of(key.values().iterator().next().text().getBytes(StandardCharsets.UTF_8));
    }

    OptionalLong time(Map<String, Scalar> fields) {
        return eventTime.map(fields::get).map(EventTimes::parse).orElse(OptionalLong.empty());
    }
}
